package dev.waybill.files;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.failure.FailureStore;
import dev.waybill.files.assembly.FileSink;
import dev.waybill.files.assembly.Reassembler;
import dev.waybill.files.assembly.UnfinishedFile;
import dev.waybill.files.idle.IdleFiles;
import dev.waybill.files.moving.Heads;
import dev.waybill.files.moving.KafkaStretchReader;
import dev.waybill.files.moving.MovingSource;
import dev.waybill.files.moving.StretchReader;
import dev.waybill.files.registry.ReceivedFile;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.source.SourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that turns chunks of one topic into delivered files, but the pipeline's run: folders, threads, housekeeping.
 * Close it after the pipeline has ended. Thread-safe.
 */
public final class FilesReceiver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FilesReceiver.class);
    private static final int LOOK_MILLIS = 250;
    private static final int LOOK_FOR_IDLE_MILLIS = 1_000;
    private static final int PATIENCE_SECONDS = 10;

    private final StagingFolder staging;
    private final ReceivedRegistry registry;
    private final ExecutorService deliveries;
    private final ExecutorService forcing = Executors.newSingleThreadExecutor(named("files-force"));
    private final ExecutorService restoring = Executors.newSingleThreadExecutor(named("files-read-back"));
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(named("files-housekeeping"));
    private final ScheduledExecutorService idle = Executors.newSingleThreadScheduledExecutor(named("files-idle"));
    private final ScheduledFuture<?> looking;
    private final Heads heads = new Heads();
    private final CountDownLatch noMoreWaiting = new CountDownLatch(1);
    private final Reassembler reassembler;

    private FilesReceiver(ReceiverSettings settings, StagingFolder staging, ReceivedRegistry registry, FileSink sink)
            throws IOException {
        this.staging = staging;
        this.registry = registry;
        this.deliveries = Executors.newFixedThreadPool(settings.threads(), named("files-deliver"));
        this.reassembler = Reassembler.open(
                settings.assembly(), staging, sink, registry, deliveries, forcing, InstantSource.system());
        this.looking = housekeeping.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, MILLISECONDS);
    }

    /**
     * Opens the folders.
     *
     * @throws dev.waybill.files.staging.StagingInUseException if another process has them
     */
    public static FilesReceiver open(ReceiverSettings settings, FileSink sink) throws IOException {
        var staging = StagingFolder.open(settings.staging());
        try {
            var registry = ReceivedRegistry.open(
                    settings.registry(),
                    settings.topic(),
                    settings.group(),
                    InstantSource.system(),
                    ZoneId.systemDefault());
            return new FilesReceiver(settings, staging, registry, sink);
        } catch (IOException | RuntimeException e) {
            staging.close();
            throw e;
        }
    }

    private static ThreadFactory named(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The pipeline over these chunks; see {@link FilesPipeline}. */
    public FilesPipeline pipeline(Optional<Pattern> wanted, FailureStore failures, Duration drain) {
        return new FilesPipeline(reassembler, wanted, failures, drain);
    }

    /** {@code source} with what has to be read back when a partition comes from another process. */
    public SourceFactory over(SourceFactory source, StretchReader reader) {
        return () -> new MovingSource(source.open(), reassembler, heads, reader, restoring);
    }

    /**
     * From now on parks files that lack chunks and have had none for so long. To be called once.
     *
     * @param failures nobody else's object, though the same store as the pipeline's
     * @return who does so, and has counted
     */
    public IdleFiles parkIdle(Duration longest, KafkaStretchReader reader, FailureStore failures) {
        var files = new IdleFiles(reassembler, longest, heads, reader, reader, failures, InstantSource.system());
        var unused = idle.scheduleWithFixedDelay(
                () -> park(files), LOOK_FOR_IDLE_MILLIS, LOOK_FOR_IDLE_MILLIS, MILLISECONDS);
        return files;
    }

    private static void park(IdleFiles files) {
        try {
            files.tick();
        } catch (IOException | RuntimeException e) {
            log.atWarn()
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("files that stay incomplete cannot be parked; tried again");
        }
    }

    /**
     * Returns once all chunks are read back that another process had staged, and no whole file waits in the staging folder for
     * which no record stands any more; or when {@link #stopWaiting} was called.
     */
    public void awaitStaged() throws InterruptedException {
        while (reassembler.hasWorkWithoutRecords()) {
            if (noMoreWaiting.await(LOOK_MILLIS, MILLISECONDS)) {
                return;
            }
        }
    }

    /** Ends {@link #awaitStaged}, now or when it comes. */
    public void stopWaiting() {
        noMoreWaiting.countDown();
    }

    /** Files of which some chunks are there and that are still wanted. */
    public List<UnfinishedFile> unfinished() {
        return reassembler.unfinished().stream()
                .filter(file -> !file.isRepeat())
                .toList();
    }

    private void look() {
        try {
            reassembler.tick();
            registry.tick(this::inProgress);
        } catch (IOException | RuntimeException e) {
            log.atWarn().addKeyValue("error", String.valueOf(e.getMessage())).log("housekeeping failed; tried again");
        }
    }

    private Collection<ReceivedFile> inProgress() {
        return unfinished().stream()
                .map(file -> new ReceivedFile(
                        file.identity().path(),
                        file.missing().isEmpty() ? "failed" : "in_progress",
                        file.version().chunks(),
                        file.first(),
                        file.last()))
                .toList();
    }

    /** Ends the threads, writes the tables, and lets others have the folders. */
    @Override
    public void close() throws IOException {
        looking.cancel(false);
        end(housekeeping);
        end(idle);
        end(restoring);
        end(deliveries);
        end(forcing);
        try (staging;
                registry) {
            registry.show(inProgress());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
