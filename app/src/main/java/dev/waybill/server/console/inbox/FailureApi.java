package dev.waybill.server.console.inbox;

import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.file.NoteLine;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.failures.Cause;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import dev.waybill.server.replays.ReplayView;
import dev.waybill.server.replays.Replays;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Failures and replays for a program. Thread-safe. */
final class FailureApi implements Routes {
    private static final String RECORD = "/api/v1/failures/{store}/records/{id}";
    private static final int LARGEST_PAGE = 200;

    private final FailureInbox inbox;
    private final FailureActions actions;
    private final Replays replays;
    private final UnaryOperator<String> redact;

    FailureApi(FailureInbox inbox, FailureActions actions, Replays replays, UnaryOperator<String> redact) {
        this.inbox = inbox;
        this.actions = actions;
        this.replays = replays;
        this.redact = redact;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/failures", this::causes, Role.VIEWER);
        routes.get(
                "/api/v1/failures/openapi.json",
                ctx -> Answers.resource(ctx, FailureApi.class, "openapi.json", "application/json"),
                Role.VIEWER);
        routes.get("/api/v1/failures/{store}/records", this::records, Role.VIEWER);
        routes.get(RECORD, this::record, Role.VIEWER);
        routes.put(RECORD + "/edit", this::edit, Role.OPERATOR);
        routes.delete(RECORD + "/edit", this::restore, Role.OPERATOR);
        routes.post("/api/v1/failures/{store}/park", this::park, Role.OPERATOR);
        routes.get("/api/v1/replays", ctx -> Answers.json(ctx, 200, Answers.object("replays", views())), Role.VIEWER);
        routes.get("/api/v1/replays/{id}", this::replay, Role.VIEWER);
        routes.post("/api/v1/replays", this::start, Role.OPERATOR);
        routes.delete("/api/v1/replays/{id}", this::cancel, Role.OPERATOR);
    }

    private void causes(Context ctx) {
        var found = inbox.causes();
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "causes", found.causes().stream().map(this::form).toList(),
                        "problems", found.problems().stream().map(redact).toList()));
    }

    private Map<String, Object> form(Cause cause) {
        return Answers.object(
                "store", cause.store().id(),
                "place", cause.store().place(),
                "pipeline", cause.store().pipeline(),
                "fingerprint", cause.fingerprint(),
                "class", cause.failureClass().name().toLowerCase(Locale.ROOT),
                "step", cause.step(),
                "label", redact.apply(cause.label()),
                "count", cause.count(),
                "edited", cause.edited(),
                "kept", cause.kept(),
                "first", cause.first().toString(),
                "last", cause.last().toString(),
                "last_24_hours", cause.spark());
    }

    private void records(Context ctx) throws IOException {
        int page = Asked.number(ctx, "page", 0, Integer.MAX_VALUE, 0);
        int size = Asked.number(ctx, "size", 1, LARGEST_PAGE, Records.SIZE);
        try {
            var part = inbox.list(
                    Asked.store(ctx, inbox), FailureQuery.of(ctx::queryParam).filter(), page, size);
            Answers.json(
                    ctx,
                    200,
                    Answers.object(
                            "records", part.records().stream().map(this::form).toList(), "total", part.total()));
        } catch (IllegalArgumentException e) {
            throw Refusal.of(422, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, @Nullable Object> form(FailureEntry entry) {
        var parked = entry.parked();
        var record = parked.record();
        var form = new LinkedHashMap<String, @Nullable Object>();
        form.put("id", entry.id());
        form.put("fingerprint", entry.fingerprint());
        form.put("class", parked.failure().failureClass().name().toLowerCase(Locale.ROOT));
        form.put("topic", record.topic());
        form.put("partition", record.partition());
        form.put("offset", record.offset());
        form.put("key", record.key() == null ? null : record.keyText());
        form.put("replays", record.attempt());
        form.put("attempts", parked.attempts());
        form.put("parked_at", parked.at().toString());
        form.put("reason", redact.apply(parked.failure().reason()));
        form.put("state", Records.state(entry));
        return form;
    }

    /** Content only for who may see it. */
    private void record(Context ctx) throws IOException {
        var entry = Asked.entry(ctx, inbox, Asked.store(ctx, inbox));
        var form = form(entry);
        form.put(
                "notes",
                entry.notes().stream()
                        .map(note -> Answers.object(
                                "at", note.at().toString(),
                                "event", NoteLine.wordFor(note.decision()),
                                "who", note.who(),
                                "reason", redact.apply(note.reason())))
                        .toList());
        if (Access.caller(ctx).may(Role.OPERATOR)) {
            form.put("value_base64", base64(entry.parked().record().value()));
            if (entry.edit().isPresent()) {
                form.put("edited_base64", base64(entry.again().value()));
            }
        }
        Answers.json(ctx, 200, form);
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private void edit(Context ctx) throws IOException {
        var store = Asked.store(ctx, inbox);
        String id = Asked.entry(ctx, inbox, store).id();
        byte[] value = ctx.bodyAsBytes();
        actions.edit(ctx, store, id, value, Asked.reason(ctx.queryParam("reason")));
        record(ctx);
    }

    private void restore(Context ctx) throws IOException {
        var store = Asked.store(ctx, inbox);
        String id = Asked.entry(ctx, inbox, store).id();
        actions.restore(ctx, store, id, Asked.reason(ctx.queryParam("reason")));
        record(ctx);
    }

    private void park(Context ctx) throws IOException {
        var asked = body(ctx);
        var store = Asked.store(ctx, inbox);
        var query = FailureQuery.of(asked);
        boolean free = "true".equals(asked.apply("free"));
        String said = actions.park(ctx, store, query, free, Asked.reason(asked.apply("reason")));
        Answers.json(ctx, 200, Answers.object("result", said));
    }

    private void start(Context ctx) throws IOException {
        var asked = body(ctx);
        KnownStore store = Asked.store(String.valueOf(asked.apply("store")), inbox);
        var query = FailureQuery.of(asked);
        var order = Asked.order(store, query, asked);
        var who = Access.caller(ctx);
        long count = actions.count(order, who);
        if ("true".equals(asked.apply("dry_run"))) {
            Audited.sayNothing(ctx);
            Answers.json(ctx, 200, Answers.object("records", count, "command", Shell.command(order.arguments())));
            return;
        }
        var view = actions.replay(order, who, count);
        Audited.sayNothing(ctx);
        ctx.header("Location", "/api/v1/replays/" + view.id());
        Answers.json(ctx, 202, form(view));
    }

    /** The members of a JSON object, numbers and truth values as text. */
    private static Function<String, @Nullable String> body(Context ctx) {
        try {
            JsonNode body = JsonMapper.shared().readTree(ctx.bodyAsBytes());
            return name -> body.path(name).isValueNode() && !body.path(name).isNull()
                    ? body.path(name).asString()
                    : null;
        } catch (JacksonException e) {
            throw Refusal.of(400, "expected a JSON object: " + e.getOriginalMessage());
        }
    }

    private void replay(Context ctx) {
        String id = ctx.pathParam("id");
        var view = replays.find(id).orElseThrow(() -> Refusal.notFound("replay " + id));
        Answers.json(ctx, 200, form(view));
    }

    private void cancel(Context ctx) {
        String id = ctx.pathParam("id");
        if (!replays.cancel(id)) {
            throw Refusal.notFound("replay " + id);
        }
        Audited.say(ctx, "replays.cancel", Map.of("replay", id), Map.of());
        ctx.status(204);
    }

    private List<Map<String, @Nullable Object>> views() {
        return replays.all().stream().map(this::form).toList();
    }

    private Map<String, @Nullable Object> form(ReplayView view) {
        var form = new LinkedHashMap<String, @Nullable Object>();
        form.put("id", view.id());
        form.put("outcome", view.outcome());
        form.put("who", view.who());
        form.put("command", view.command());
        form.put("expected", view.expected());
        form.put("started", view.started().toString());
        form.put("ended", view.ended().map(Object::toString).orElse(null));
        form.put("exit", view.isRunning() ? null : view.exit());
        form.put("arrived", view.isRunning() ? null : view.arrived());
        form.put("failed_again", view.isRunning() ? null : view.failedAgain());
        form.put("said", redact.apply(view.said()));
        return form;
    }
}
