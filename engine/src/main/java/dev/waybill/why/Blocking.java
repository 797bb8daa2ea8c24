package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record at the head: the one a partition waits for; or the one at which it was stopped.
 *
 * @param key bounded and safe to print; absent where the record has none or it is not known
 * @param timestamp the record's own
 * @param age since it was read here
 */
public record Blocking(
        long offset,
        Optional<String> key,
        Optional<Instant> timestamp,
        Whereabouts where,
        Duration age,
        Attempts attempts) {
    Blocking seenInLog(Optional<String> itsKey, Instant itsTimestamp) {
        return new Blocking(offset, key.or(() -> itsKey), Optional.of(itsTimestamp), where, age, attempts);
    }
}
