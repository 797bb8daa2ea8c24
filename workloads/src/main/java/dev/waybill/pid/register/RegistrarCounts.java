package dev.waybill.pid.register;

/**
 * What a registrar has done since it was made.
 *
 * @param unchanged records that were not sent, because this process wrote the same before
 * @param withdrawn handles that were marked or removed
 * @param failedRequests requests that were refused, or brought no answer
 */
public record RegistrarCounts(
        long created, long updated, long unchanged, long withdrawn, long requests, long failedRequests) {}
