package dev.waybill.server.batch;

import dev.waybill.batch.check.RejectLimit;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.JobStatus;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.upload.Received;
import dev.waybill.batch.upload.ResumableUploads;
import dev.waybill.batch.upload.ResumableUploads.BusyException;
import dev.waybill.batch.upload.ResumableUploads.Taken;
import dev.waybill.batch.upload.Spool;
import dev.waybill.batch.upload.TooLargeException;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
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
    private final Spool spool;
    private final JobChanges changes;
    private final ResumableUploads resumable;
    private final UploadLimits limits;
    private final ApiMeters meters;
    private final InstantSource clock;

    JobRoutes(Parts parts, JobChanges changes, UploadLimits limits) {
        this.changes = changes;
        this.ledger = parts.ledger();
        this.spool = parts.spool();
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
        try (var received = received(ctx)) {
            answer(ctx, model, received, request, isDry);
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
        changes.check(received);
        if (isDry) {
            Answers.json(ctx, 200, DryRun.of(received.file(), Schema.parse(model.schema())));
        } else {
            var job = changes.accept(model, received, request);
            Answers.json(ctx, 202, Map.of("job_id", job.id()));
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

    private void cancel(Context ctx) {
        var id = known(ctx).id();
        var after = changes.cancel(id, Numbers.isSet(ctx.queryParam("remove"), "query", "remove"));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("detail", "job " + id + " cancelled");
        answer.put("stored_rows", after.totals().ok());
        answer.put("remove", after.cancelled().map(CancelEntry::remove).orElse(false));
        Answers.json(ctx, 202, answer);
    }

    private JobStatus known(Context ctx) {
        ledger.catchUp(CATCH_UP);
        return ledger.job(ctx.pathParam("id")).filter(Own.of(ctx)).orElseThrow(Refusals::noJob);
    }
}
