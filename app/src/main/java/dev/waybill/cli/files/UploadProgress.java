package dev.waybill.cli.files;

import dev.waybill.cli.output.Plain;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.files.upload.UploadStats;
import dev.waybill.files.upload.UploadedFile;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Shows on standard error how an upload goes. Used by one thread; {@link #failed} by another. */
final class UploadProgress {
    private final ProgressLine line;
    private final PrintStream err;
    private final InstantSource clock;
    private final Instant start;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private Optional<Instant> lastError = Optional.empty();

    UploadProgress(ProgressLine line, PrintStream err, InstantSource clock) {
        this.line = line;
        this.err = err;
        this.clock = clock;
        this.start = clock.instant();
    }

    void failed(UploadedFile file) {
        failures.add("error: " + Plain.visible(file.path()) + ": "
                + Plain.visible(file.reason().orElse("")));
    }

    void show(UploadStats stats) {
        sayFailures();
        line.show(counts(stats), lastError);
    }

    void finish(UploadStats stats) {
        sayFailures();
        line.finish(counts(stats), lastError);
    }

    private void sayFailures() {
        for (String text = failures.poll(); text != null; text = failures.poll()) {
            line.close(); // ends a line that stands half drawn
            err.println(text);
            lastError = Optional.of(clock.instant());
        }
    }

    private List<Count> counts(UploadStats stats) {
        var counts = new ArrayList<>(List.of(
                Count.rated("files", stats.done()),
                Count.plain("to do", stats.waiting()),
                Count.plain("failed", stats.failed()),
                Count.rated("bytes", stats.bytes())));
        secondsLeft(stats).ifPresent(seconds -> counts.add(Count.plain("seconds left", seconds)));
        return counts;
    }

    /** Judged by the files that are done; nothing before the first is. */
    private Optional<Long> secondsLeft(UploadStats stats) {
        if (stats.done() == 0) {
            return Optional.empty();
        }
        long seconds = Duration.between(start, clock.instant()).toSeconds();
        return Optional.of(seconds * stats.waiting() / stats.done());
    }
}
