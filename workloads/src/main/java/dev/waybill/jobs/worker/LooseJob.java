package dev.waybill.jobs.worker;

import org.jspecify.annotations.Nullable;

/**
 * A job that was claimed without a registered worker.
 *
 * @param execution its number, which reports and heartbeats carry
 * @param dst the output there is, for updates and deletions
 */
public record LooseJob(long execution, String src, @Nullable String dst) {}
