package dev.waybill.jobs.claim;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that its worker has now.
 *
 * @param execution the number of this claim, which its report must carry
 * @param src what is to be read, after the processor's path rule
 * @param dst the output there is, for updates and deletions
 * @param dataset absent where jobs were imported and their location was gone
 * @param product its name in the index; empty where that is not known
 * @param attempt counted from 1
 * @param leaseUntil when it is taken back, unless its worker is heard of
 */
public record Claimed(
        long execution,
        long job,
        Action action,
        String src,
        @Nullable String dst,
        @Nullable UUID dataset,
        String product,
        int attempt,
        Instant leaseUntil) {}
