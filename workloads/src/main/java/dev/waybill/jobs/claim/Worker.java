package dev.waybill.jobs.claim;

import java.time.Duration;

/**
 * One start of a worker, as it is registered.
 *
 * @param id of this start
 * @param name what people call it; several starts may share it
 * @param lease how long after its last heartbeat its jobs are taken from it; it should send three in that time
 */
public record Worker(long id, int processorId, String name, Duration lease) {}
