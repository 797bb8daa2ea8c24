package dev.waybill.batch.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.upload.HeadStart.First;
import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs of uploads, and sends their blocks. What was accepted is sent, also after a restart with the same spool.
 *
 * <p>Thread-safe. Two threads of its own cut and send; a job is with one of them at a time.
 */
public final class Uploads implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int THREADS = 2;
    private static final int PAUSE_SECONDS = 1;
    private static final int ID_DIGITS = 8;
    private static final long CLOSE_MILLIS = 5_000;

    private final Spool spool;
    private final Ledger ledger;
    private final LedgerWriter writer;
    private final InstantSource clock;
    private final BlockSender sender;
    private final Cutting cutting;
    private final ScheduledExecutorService threads;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> accepting = ConcurrentHashMap.newKeySet();

    private Uploads(Spool spool, Ledger ledger, LedgerWriter writer, InstantSource clock, BlockSender sender) {
        this.spool = spool;
        this.ledger = ledger;
        this.writer = writer;
        this.clock = clock;
        this.sender = sender;
        this.cutting = new Cutting(spool, sender, ledger, writer, clock);
        this.threads = Executors.newScheduledThreadPool(THREADS, task -> {
            var thread = new Thread(task, "batch-send");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Goes on with what the spool has of an earlier run.
     *
     * @param kafka client properties
     */
    public static Uploads open(
            Map<String, String> kafka, Spool spool, Ledger ledger, LedgerWriter writer, InstantSource clock)
            throws IOException {
        var uploads = new Uploads(spool, ledger, writer, clock, BlockSender.connect(kafka));
        ledger.catchUp(CATCH_UP);
        for (String job : spool.jobs()) {
            uploads.resume(job);
        }
        return uploads;
    }

    /** What nobody was told of is dropped; what is sent to its end already, as well. */
    private void resume(String id) throws IOException {
        var job = ledger.job(id).map(JobStatus::job);
        if (job.isPresent() && job.get().seal() == null) {
            begin(job.get(), Optional.empty());
        } else {
            spool.forget(id);
        }
    }

    /** A job, and whether it was there before. */
    public record Accepted(JobStatus job, boolean isKnown) {}

    /**
     * Makes a job of an upload: when this returns, it will be done whatever happens to this process.
     *
     * @throws OtherBytesException if the idempotency key stands for another upload
     * @throws DeliveryException if the ledger cannot be written now
     */
    public Accepted accept(ModelEntry model, Received received, String format, Request request)
            throws IOException, OtherBytesException {
        ledger.catchUp(CATCH_UP);
        String id = idFor(request);
        if (!accepting.add(id)) {
            throw undecided(id);
        }
        try {
            var before = ledger.job(id);
            if (before.isPresent()) {
                return again(before.get(), model, received);
            }
            if (underWay.contains(id)) {
                throw undecided(id);
            }
            var upload = new Upload(received.name(), received.bytes(), received.sha256(), format);
            return accept(new JobEntry(id, model, upload, request, spool.owner(), clock.millis(), null), received);
        } finally {
            accepting.remove(id);
        }
    }

    private static DeliveryException undecided(String id) {
        return DeliveryException.unavailable(
                "another request has the same idempotency key, and it is not decided yet what comes of job " + id,
                null);
    }

    private Accepted accept(JobEntry job, Received received) throws IOException, OtherBytesException {
        String id = job.id();
        spool.give(received, id);
        try {
            writer.write(job);
            ledger.catchUp(CATCH_UP);
        } catch (DeliveryException e) {
            underWay.add(id);
            later(() -> decide(job));
            throw e;
        }
        var known = ledger.job(id)
                .orElseThrow(() -> new IllegalStateException("job " + id + " was written and is not there"));
        if (!known.job().upload().sha256().equals(received.sha256())) {
            writer.write(known.job()); // ours came second: what is kept of the topic must be the first one
            spool.forget(id);
            throw new OtherBytesException(id);
        }
        begin(job, received.takeHeadStart());
        return new Accepted(known, false);
    }

    /** Whose blocks are not all sent, perhaps because its API is gone for good, goes on with these bytes: they are the same. */
    private Accepted again(JobStatus before, ModelEntry model, Received received)
            throws IOException, OtherBytesException {
        boolean isSame = before.job().upload().sha256().equals(received.sha256())
                && before.job().model().id().equals(model.id());
        if (!isSame) {
            throw new OtherBytesException(before.id());
        }
        boolean isElsewhere = !before.job().api().equals(spool.owner());
        if (before.job().seal() == null && isElsewhere && !underWay.contains(before.id())) {
            spool.give(received, before.id());
            begin(before.job(), received.takeHeadStart());
        }
        return new Accepted(before, true);
    }

    /** One key has one id, on whatever machine; the id of a job that another key has by chance, or that is known no more, is passed over. */
    private String idFor(Request request) {
        String key = request.idempotencyKey();
        if (key == null) {
            String id;
            do {
                id = UUID.randomUUID().toString().substring(0, ID_DIGITS);
            } while (ledger.job(id).isPresent() || ledger.isGone(id));
            return id;
        }
        for (int i = 0; ; i++) {
            byte[] hash = Incoming.sha256().digest((key + "\n" + i).getBytes(UTF_8));
            String id = HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
            Optional<JobStatus> taken = ledger.job(id);
            if (ledger.isGone(id)) {
                continue;
            }
            if (taken.isEmpty() || key.equals(taken.get().job().request().idempotencyKey())) {
                return id;
            }
        }
    }

    /**
     * The ledger may have the job though its sender was told that it cannot: with a key it is done, because the sender will ask
     * again; else it is cancelled, because the sender will send it anew.
     */
    private void decide(JobEntry job) {
        try {
            ledger.catchUp(CATCH_UP);
            if (ledger.job(job.id()).isEmpty()) {
                spool.forget(job.id());
            } else if (job.request().idempotencyKey() != null) {
                underWay.remove(job.id());
                begin(job, Optional.empty());
                return;
            } else {
                writer.write(new CancelEntry(job.id(), true, false, clock.millis()));
                spool.forget(job.id());
            }
            underWay.remove(job.id());
        } catch (DeliveryException | IOException e) {
            later(() -> decide(job));
        }
    }

    private void begin(JobEntry job, Optional<HeadStart> headStart) {
        if (underWay.add(job.id())) {
            threads.execute(() -> send(job, headStart));
        } else {
            headStart.ifPresent(HeadStart::close);
        }
    }

    private void send(JobEntry job, Optional<HeadStart> headStart) {
        try {
            cutting.send(job, headStart.isPresent() ? headStart.get().first() : First.NONE);
            underWay.remove(job.id());
        } catch (DeliveryException | IOException e) {
            log.atWarn()
                    .addKeyValue("job", job.id())
                    .addKeyValue("error", String.valueOf(e.getMessage()))
                    .log("blocks are not sent; all of them again soon");
            later(() -> send(job, Optional.empty()));
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
                log.atError()
                        .addKeyValue("job", job.id())
                        .setCause(e)
                        .log("blocks cannot be sent; again at the next start");
            }
        } finally {
            headStart.ifPresent(HeadStart::close);
        }
    }

    private void later(Runnable task) {
        try {
            var unused = threads.schedule(task, PAUSE_SECONDS, SECONDS);
        } catch (RejectedExecutionException e) {
            log.atInfo().log("ending; what is not sent is sent at the next start");
        }
    }

    /** Ends soon; what is not sent by then is sent at the next start. */
    @Override
    public void close() {
        threads.shutdownNow();
        sender.close();
        try {
            if (!threads.awaitTermination(CLOSE_MILLIS, MILLISECONDS)) {
                log.atWarn().log("a file is still being read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
