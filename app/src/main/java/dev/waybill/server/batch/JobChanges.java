package dev.waybill.server.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.read.UnpackedSize;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.batch.upload.OtherBytesException;
import dev.waybill.batch.upload.Received;
import dev.waybill.batch.upload.TooLargeException;
import dev.waybill.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** What is done to jobs, whether a program asks for it or a page. What it refuses is a {@link Refusal}. Thread-safe. */
public final class JobChanges {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final Parts parts;
    private final UploadLimits limits;

    JobChanges(Parts parts, UploadLimits limits) {
        this.parts = parts;
        this.limits = limits;
    }

    /**
     * Ends a job that is not over.
     *
     * @param remove whether the rows that it has stored are removed, too
     * @return the job as it is then
     */
    public JobStatus cancel(String id, boolean remove) {
        parts.ledger().catchUp(CATCH_UP);
        var before = known(id);
        boolean wasCancelled = before.cancelled().isPresent();
        if (before.state().isTerminal() && !wasCancelled) {
            throw over(before);
        }
        if (!wasCancelled || remove) {
            boolean both = remove || before.cancelled().map(CancelEntry::remove).orElse(false);
            parts.writer()
                    .write(new CancelEntry(
                            before.id(), both, wasCancelled, parts.clock().millis()));
        }
        parts.ledger().catchUp(CATCH_UP);
        var after = known(id);
        if (after.cancelled().isEmpty()) {
            parts.writer().removeCancel(after.id()); // it was over before the ledger had the wish
            throw over(after);
        }
        return after;
    }

    private JobStatus known(String id) {
        return parts.ledger().job(id).orElseThrow(Refusals::noJob);
    }

    private static Refusal over(JobStatus job) {
        return Refusal.conflict("job " + job.id() + " is over: " + job.state() + ", "
                + job.totals().ok() + " rows are stored");
    }

    /**
     * Takes the mended rows of a job that is over, as a job of their own.
     *
     * @param name of the file, for people
     * @param who sends them
     * @return the new job
     */
    public JobStatus retry(String id, String name, InputStream rows, String who) throws IOException {
        parts.ledger().catchUp(CATCH_UP);
        var parent = known(id);
        if (!parent.state().isTerminal()) {
            throw Refusal.conflict("job " + id + " is " + parent.state() + "; expected one that is over");
        }
        var model = parts.ledger().model(parent.job().model().id()).orElseThrow(Refusals::noModel);
        try (var incoming = parts.spool().incoming(limits.bytes())) {
            incoming.writeAll(rows);
            try (var received = incoming.finish(name)) {
                check(received);
                return accept(model, received, new Request(null, null, id, who));
            }
        } catch (TooLargeException e) {
            throw Refusals.tooLarge(limits.bytes());
        }
    }

    /** Refuses a compressed file that becomes too large. */
    void check(Received received) throws IOException {
        if (UnpackedSize.isBeyond(received.file(), limits.unpacked())) {
            throw Refusals.tooLargeUnpacked(limits.unpacked());
        }
    }

    /** Makes a job of what came. The file is the caller's to delete; it may be gone by then. */
    JobStatus accept(ModelEntry model, Received received, Request request) throws IOException {
        try {
            var accepted = parts.uploads().accept(model, received, format(received), request);
            if (!accepted.isKnown()) {
                parts.meters().accepted();
            }
            return accepted.job();
        } catch (OtherBytesException e) {
            throw Refusal.conflict(String.valueOf(e.getMessage()));
        }
    }

    private String format(Received received) throws IOException {
        try (var cutter = BlockCutter.open(received.file(), BlockSize.DEFAULT)) {
            return cutter.kind().name();
        } catch (UnreadableFileException e) {
            parts.meters().refused();
            throw Refusal.of(400, String.valueOf(e.getMessage()));
        }
    }
}
