package dev.waybill.server.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.check.RejectLimit;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.UnpackedSize;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.batch.upload.OtherBytesException;
import dev.waybill.batch.upload.Received;
import dev.waybill.batch.upload.ResumableUploads;
import dev.waybill.batch.upload.ResumableUploads.BusyException;
import dev.waybill.batch.upload.ResumableUploads.Taken;
import dev.waybill.batch.upload.Spool;
import dev.waybill.batch.upload.TooLargeException;
import dev.waybill.batch.upload.Uploads;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /jobs}, but their rejected rows. Thread-safe. */
final class JobRoutes {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int LONGEST_KEY = 255;

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final Spool spool;
    private final Uploads uploads;
    private final ResumableUploads resumable;
    private final UploadLimits limits;
    private final ApiMeters meters;
    private final InstantSource clock;

    JobRoutes(Parts parts, UploadLimits limits) {
        this.ledger = parts.ledger();
        this.writer = parts.writer();
        this.spool = parts.spool();
        this.uploads = parts.uploads();
        this.resumable = parts.resumable();
        this.meters = parts.meters();
        this.clock = parts.clock();
        this.limits = limits;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/jobs", this::list, Role.VIEWER, Role.INGEST);
        routes.post("/jobs", this::create, Role.INGEST);
        routes.get("/jobs/{id}", this::show, Role.VIEWER, Role.INGEST);
        routes.delete("/jobs/{id}", this::cancel, Role.OPERATOR);
    }

    private void list(Context ctx) {
        ledger.catchUp(CATCH_UP);
        var wanted = JobList.of(ctx);
        var page = wanted.of(ledger.jobs().stream().filter(Own.of(ctx)).toList());
        if (page.hasMore()) {
            ctx.header("X-Next-After", page.jobs().get(page.jobs().size() - 1).id());
        }
        long now = clock.millis();
        Answers.json(
                ctx, 200, page.jobs().stream().map(job -> Form.of(job, now)).toList());
    }

    private void show(Context ctx) {
        var job = known(ctx);
        var form = Form.of(job, clock.millis());
        long repaired = ledger.repairedOf(job.id());
        if (repaired > 0) {
            form.put("repaired", repaired);
        }
        Answers.json(ctx, 200, form);
    }

    private void create(Context ctx) throws IOException {
        var model = model(ctx);
        var request = request(ctx);
        boolean isDry = Numbers.isSet(ctx.queryParam("dry_run"), "query", "dry_run");
        String upload = ctx.queryParam("upload");
        if (upload != null) {
            try (var taken = resumed(upload)) {
                answer(ctx, model, taken.received(), request, isDry);
                if (!isDry) {
                    taken.forget();
                }
            }
            return;
        }
        var received = received(ctx);
        try {
            answer(ctx, model, received, request, isDry);
        } finally {
            Files.deleteIfExists(received.file());
        }
    }

    private Taken resumed(String id) throws IOException {
        var state = resumable.find(id).orElseThrow(() -> Refusal.of(404, "Upload not found"));
        if (!state.isWhole()) {
            throw Refusal.of(409, "the upload has " + state.offset() + " of " + state.length() + " bytes");
        }
        try {
            return resumable.take(state);
        } catch (BusyException e) {
            throw Refusal.of(409, "another request uses this upload");
        }
    }

    private void answer(Context ctx, ModelEntry model, Received received, Request request, boolean isDry)
            throws IOException {
        meters.uploaded(received.bytes());
        if (UnpackedSize.isBeyond(received.file(), limits.unpacked())) {
            throw Refusals.tooLargeUnpacked(limits.unpacked());
        }
        if (isDry) {
            Answers.json(ctx, 200, DryRun.of(received.file(), Schema.parse(model.schema())));
        } else {
            accept(ctx, model, received, request);
        }
    }

    private ModelEntry model(Context ctx) {
        String id = ctx.queryParam("model_id");
        if (id == null) {
            throw Refusals.missing("query", "model_id");
        }
        ledger.catchUp(CATCH_UP);
        return ledger.model(id).orElseThrow(Refusals::noModel);
    }

    private Request request(Context ctx) {
        String key = ctx.header("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Refusals.wrong(key, "expected 1 to " + LONGEST_KEY + " characters", "header", "Idempotency-Key");
        }
        String parent = ctx.queryParam("parent");
        if (parent != null && ledger.job(parent).filter(Own.of(ctx)).isEmpty()) {
            throw Refusals.noJob();
        }
        return new Request(key, limit(ctx.queryParam("max_rejects")), parent, Own.name(ctx));
    }

    private static @Nullable String limit(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return RejectLimit.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw Refusals.wrong(text, String.valueOf(e.getMessage()), "query", "max_rejects");
        }
    }

    private Received received(Context ctx) throws IOException {
        try {
            if (ctx.req().getContentLengthLong() > limits.bytes() + MultipartFile.MOST_BESIDE) {
                throw Refusals.tooLarge(limits.bytes());
            }
            return MultipartFile.receive(ctx, spool, limits.bytes());
        } catch (TooLargeException e) {
            throw Refusals.tooLarge(limits.bytes());
        }
    }

    private String format(Received received) throws IOException {
        try (var cutter = BlockCutter.open(received.file(), BlockSize.DEFAULT)) {
            return cutter.kind().name();
        } catch (UnreadableFileException e) {
            meters.refused();
            throw Refusal.of(400, String.valueOf(e.getMessage()));
        }
    }

    private void accept(Context ctx, ModelEntry model, Received received, Request request) throws IOException {
        try {
            var accepted = uploads.accept(model, received, format(received), request);
            if (!accepted.isKnown()) {
                meters.accepted();
            }
            Answers.json(ctx, 202, Map.of("job_id", accepted.job().id()));
        } catch (OtherBytesException e) {
            throw Refusal.of(409, String.valueOf(e.getMessage()));
        }
    }

    private void cancel(Context ctx) {
        var before = known(ctx);
        boolean remove = Numbers.isSet(ctx.queryParam("remove"), "query", "remove");
        boolean wasCancelled = before.cancelled().isPresent();
        if (before.state().isTerminal() && !wasCancelled) {
            throw over(before);
        }
        if (!wasCancelled || remove) {
            boolean both = remove || before.cancelled().map(CancelEntry::remove).orElse(false);
            writer.write(new CancelEntry(before.id(), both, wasCancelled, clock.millis()));
        }
        ledger.catchUp(CATCH_UP);
        var after = ledger.job(before.id()).orElseThrow(Refusals::noJob);
        if (after.cancelled().isEmpty()) {
            writer.removeCancel(after.id()); // it was over before the ledger had the wish
            throw over(after);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("detail", "job " + after.id() + " cancelled");
        answer.put("stored_rows", after.totals().ok());
        answer.put("remove", after.cancelled().map(CancelEntry::remove).orElse(false));
        Answers.json(ctx, 202, answer);
    }

    private static Refusal over(JobStatus job) {
        return Refusal.of(
                409,
                "job " + job.id() + " is over: " + job.state() + ", "
                        + job.totals().ok() + " rows are stored");
    }

    private JobStatus known(Context ctx) {
        ledger.catchUp(CATCH_UP);
        return ledger.job(ctx.pathParam("id")).filter(Own.of(ctx)).orElseThrow(Refusals::noJob);
    }
}
