package dev.waybill.files.upload;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.Entry;
import dev.waybill.files.registry.UploadRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Uploads files: finds them, hands them to a few readers, and keeps in the registry what the broker has acknowledged.
 *
 * <p>The thread that calls {@link #run} owns all state. Readers and the producer tell it through one mailbox how a file
 * ended. {@link #stop} and {@link #stats} may be called from any thread.
 */
public final class Uploader {
    private static final Duration TICK = ofMillis(50);
    private static final Duration NOTE_EVERY = ofSeconds(1);
    private static final Duration TRY_FAILED_AGAIN = ofSeconds(60);
    private static final Duration DRAIN = ofSeconds(10);
    private static final int MOST_UNDER_WAY = 1_000;
    private static final int MOST_CHANGES = 5;

    private final Watching watching;
    private final UploadSettings settings;
    private final ChunkTopic topic;
    private final Optional<UploadRegistry> registry;
    private final InstantSource clock;
    private final Tally tally;
    private final Search search;
    private final RunState runState = new RunState();
    private final Map<RelativePath, FileUpload> underWay = new HashMap<>();
    private final Map<RelativePath, Integer> changes = new HashMap<>();
    private final BlockingQueue<Ended> mailbox = new LinkedBlockingQueue<>();

    private volatile boolean isStopped;
    private @Nullable Exception broken;
    private Instant nextNote;

    private record Ended(FileUpload upload, Outcome outcome) {}

    /**
     * Prepares an upload.
     *
     * @param registry closed by its owner, after the run; absent: nothing is remembered, every file is sent
     * @param listener told of each file that ended, on the thread that runs; of a failure once as long as its reason stays
     */
    public Uploader(
            FileSource source,
            Watching watching,
            UploadSettings settings,
            ChunkTopic topic,
            Optional<UploadRegistry> registry,
            InstantSource clock,
            Consumer<UploadedFile> listener) {
        this.watching = watching;
        this.settings = settings;
        this.topic = topic;
        this.registry = registry;
        this.clock = clock;
        this.tally = new Tally(listener);
        this.search = new Search(source, watching, clock, tally, runState);
        this.nextNote = clock.instant();
    }

    /** Asks for an end: chunks that are on their way are waited for, ten seconds at most. Returns at once. */
    public void stop() {
        isStopped = true;
    }

    public UploadStats stats() {
        return tally.stats();
    }

    /**
     * Uploads until all is done, or until it is stopped.
     *
     * @throws UploadBrokenException if Kafka does not work
     * @throws IOException if the folder itself cannot be read, or the registry not be written
     */
    public UploadStats run() throws IOException, InterruptedException {
        var number = new AtomicInteger();
        ExecutorService readers = Executors.newFixedThreadPool(
                settings.threads(), task -> new Thread(task, "read-" + number.incrementAndGet()));
        try {
            while (!isStopped && !(search.isOver() && underWay.isEmpty())) {
                tick(readers);
            }
            drain();
        } finally {
            isStopped = true;
            readers.shutdownNow();
        }
        if (broken != null) {
            throw new UploadBrokenException(broken);
        }
        return tally.stats();
    }

    private void tick(ExecutorService readers) throws IOException, InterruptedException {
        search.tick();
        while (!isStopped && underWay.size() < MOST_UNDER_WAY) {
            Optional<LocalFile> file = search.next();
            if (file.isEmpty()) {
                break;
            }
            var upload = new FileUpload(file.get(), known(file.get().name()), settings, topic, clock, runState);
            underWay.put(file.get().name(), upload);
            readers.execute(upload);
        }
        readMailbox();
    }

    private void drain() throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(DRAIN);
        while (!underWay.isEmpty() && clock.instant().isBefore(deadline)) {
            readMailbox();
        }
        noteProgress();
        tally.note(underWay.size() + search.waiting());
    }

    private void readMailbox() throws IOException, InterruptedException {
        Ended next = mailbox.poll(TICK.toMillis(), MILLISECONDS);
        while (next != null) {
            underWay.remove(next.upload().file().name());
            ended(next.upload(), next.outcome());
            next = mailbox.poll();
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextNote)) {
            noteProgress();
            nextNote = now.plus(NOTE_EVERY);
        }
        if (registry.isPresent()) {
            registry.get().tick();
        }
        tally.note(underWay.size() + search.waiting());
    }

    private void ended(FileUpload upload, Outcome outcome) throws IOException {
        LocalFile file = upload.file();
        if (outcome instanceof Outcome.Uploaded uploaded) {
            keep(file.name(), new Entry.Completed(uploaded.shipment(), clock.instant()));
            tally.uploaded(file, uploaded.shipment(), uploaded.sent());
            changes.remove(file.name());
        } else if (outcome instanceof Outcome.Unchanged same) {
            keep(file.name(), new Entry.Completed(same.shipment(), clock.instant()));
            tally.unchanged(file, same.shipment());
        } else if (outcome instanceof Outcome.Changed) {
            changed(file);
        } else if (outcome instanceof Outcome.Failed refused) {
            failed(file, refused.reason());
        } else if (outcome instanceof Outcome.Broken problem) {
            noteProgress(upload);
            broken = broken == null ? problem.cause() : broken;
            isStopped = true;
        } else if (outcome instanceof Outcome.Stopped) {
            noteProgress(upload);
        } else {
            throw new AssertionError(outcome);
        }
    }

    private void changed(LocalFile file) {
        int times = changes.merge(file.name(), 1, Integer::sum);
        if (watching.isOngoing() || times < MOST_CHANGES) {
            search.again(file, watching.quiet());
        } else {
            tally.failed(file.name().toString(), "was changed each of " + times + " times it was read");
        }
    }

    private void failed(LocalFile file, String reason) {
        tally.failed(file.name().toString(), reason);
        if (watching.isOngoing()) {
            search.again(file, TRY_FAILED_AGAIN);
        }
    }

    /** What of files of several chunks has arrived: after a crash, only the others are sent. */
    private void noteProgress() throws IOException {
        for (FileUpload upload : underWay.values()) {
            noteProgress(upload);
        }
    }

    private void noteProgress(FileUpload upload) throws IOException {
        Optional<Entry.InProgress> begun = upload.begun();
        RelativePath path = upload.file().name();
        if (begun.isPresent()
                && begun.get().chunks() > 1
                && !begun.map(b -> (Entry) b).equals(known(path))) {
            keep(path, begun.get());
        }
    }

    private void keep(RelativePath path, Entry entry) throws IOException {
        if (registry.isPresent()) {
            registry.get().put(path, entry);
        }
    }

    private Optional<Entry> known(RelativePath path) {
        return registry.flatMap(r -> r.find(path));
    }

    /** What the parts know of the run. */
    private final class RunState implements FileUpload.Run, Search.Run {
        @Override
        public boolean isStopped() {
            return isStopped;
        }

        @Override
        public void sent(int bytes) {
            tally.sent(bytes);
        }

        @Override
        public void ended(FileUpload upload, Outcome outcome) {
            mailbox.add(new Ended(upload, outcome));
        }

        @Override
        public boolean isUnderWay(RelativePath path) {
            return underWay.containsKey(path);
        }

        @Override
        public Optional<Entry> known(RelativePath path) {
            return Uploader.this.known(path);
        }
    }
}
