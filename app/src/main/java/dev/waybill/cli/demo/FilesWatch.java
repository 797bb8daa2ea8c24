package dev.waybill.cli.demo;

import static java.time.Duration.ofMillis;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.StagingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the receiver of the files story writes down, and shows how it goes. Used by the thread that tells the story. */
final class FilesWatch {
    private static final Duration LOOK = ofMillis(100);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

    /** Something that is so or not so, found out from files. */
    @FunctionalInterface
    interface Question {
        boolean isSo() throws InterruptedException, IOException;
    }

    private final Path receiver;
    private final Path staging;
    private final ProgressLine progress;
    private final InstantSource clock;

    private Instant deadline;
    private List<Count> counts = List.of();

    /**
     * A watch that begins now.
     *
     * @param receiver its output folder
     */
    FilesWatch(Path receiver, String topic, Terminal terminal, InstantSource clock) {
        this.receiver = receiver;
        this.staging = receiver.resolve("STAGING").resolve(topic);
        this.progress = new ProgressLine("demo files", terminal.err(), terminal.errIsScreen(), clock);
        this.clock = clock;
        this.deadline = clock.instant().plus(LONGEST_STANDSTILL);
    }

    /** Returns when it is so. */
    void until(Question question) throws InterruptedException, IOException {
        while (!question.isSo()) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            look();
        }
    }

    private void look() throws IOException {
        Instant now = clock.instant();
        List<Count> before = counts;
        counts = counts();
        if (!counts.equals(before)) {
            deadline = now.plus(LONGEST_STANDSTILL);
        } else if (now.isAfter(deadline)) {
            throw CommandException.at(
                            ExitCode.TIMED_OUT,
                            "demo files",
                            "no file has arrived for " + LONGEST_STANDSTILL.toSeconds() + " s")
                    .next("see sender.err and receiver.err in its folder");
        }
        progress.show(counts, Optional.empty());
    }

    /** Files of which the receiver has written down that they arrived. */
    long arrived() throws IOException {
        Path registry = receiver.resolve("LOGS");
        return Files.isDirectory(registry)
                ? ReceivedRegistry.look(registry).stream()
                        .map(DeliveredFile::path)
                        .distinct()
                        .count()
                : 0;
    }

    /** Files of which some chunks are on the receiver's disk. */
    long staged() throws IOException {
        return Files.isDirectory(staging) ? StagingFolder.look(staging).size() : 0;
    }

    /** Ends a line that is being redrawn, so that something else can be said. */
    void pause() {
        progress.close();
    }

    void finish() throws IOException {
        progress.finish(counts(), Optional.empty());
    }

    private List<Count> counts() throws IOException {
        return List.of(Count.rated("files arrived", arrived()), Count.plain("incomplete", staged()));
    }
}
