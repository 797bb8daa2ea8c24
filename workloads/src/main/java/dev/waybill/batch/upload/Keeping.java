package dev.waybill.batch.upload;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what nobody needs any more is kept.
 *
 * @param uploads an upload in parts, since anything of it came
 * @param jobs jobs that are over, since then; absent: for ever. Blocks of a younger job may still be on their way: longer than
 *     these are kept
 */
public record Keeping(Duration uploads, Optional<Duration> jobs) {
    /** Uploads for a day, jobs for ever. */
    public static final Keeping USUAL = new Keeping(Duration.ofDays(1), Optional.empty());
}
