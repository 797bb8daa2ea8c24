package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureEntry;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What failed, by cause, one by one, and what can be done about it. Thread-safe. */
final class FailurePages implements Routes {
    private final Pages pages;
    private final FailureInbox inbox;
    private final FailureActions actions;
    private final UnaryOperator<String> redact;

    FailurePages(Pages pages, FailureInbox inbox, FailureActions actions, UnaryOperator<String> redact) {
        this.pages = pages;
        this.inbox = inbox;
        this.actions = actions;
        this.redact = redact;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.FAILURES.path(), this::causes, Role.VIEWER);
        routes.get("/failures/{store}", this::records, Role.VIEWER);
        routes.get("/failures/{store}/records.csv", this::csv, Role.VIEWER);
        routes.get("/failures/{store}/replay", this::askToReplay, Role.OPERATOR);
        routes.post("/failures/{store}/replay", this::replay, Role.OPERATOR);
        routes.post("/failures/{store}/park", this::park, Role.OPERATOR);
        routes.get("/failures/{store}/{id}", this::record, Role.VIEWER);
        routes.get("/failures/{store}/{id}/value", this::value, Role.OPERATOR);
        routes.post("/failures/{store}/{id}/edit", this::edit, Role.OPERATOR);
        routes.post("/failures/{store}/{id}/restore", this::restore, Role.OPERATOR);
    }

    private void causes(Context ctx) {
        var stores = inbox.stores().all().stream().map(KnownStore::place).toList();
        var page = Causes.of(inbox.causes(), stores, redact);
        pages.show(
                ctx, Section.FAILURES, "Failures", "waybill failures groups", "inbox/causes.jte", Map.of("page", page));
    }

    private void records(Context ctx) throws IOException {
        var store = store(ctx);
        var query = FailureQuery.of(ctx::queryParam);
        int number = Asked.number(ctx, "page", 0, Integer.MAX_VALUE, 0);
        var part = part(store, query, number, Records.SIZE);
        pages.show(
                ctx,
                Section.FAILURES,
                "Parked records",
                command(List.of("failures", "list"), query, store),
                "inbox/records.jte",
                Map.of("page", Records.of(store, query, part, number, redact)));
    }

    private FailureInbox.Part part(KnownStore store, FailureQuery query, int page, int size) throws IOException {
        try {
            return inbox.list(store, query.filter(), page, size);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(422, String.valueOf(e.getMessage()));
        }
    }

    private void csv(Context ctx) throws IOException {
        var store = store(ctx);
        var part = part(store, FailureQuery.of(ctx::queryParam), 0, 200);
        ctx.contentType("text/csv; charset=utf-8")
                .header("Content-Disposition", "attachment; filename=\"parked.csv\"")
                .result(RecordsCsv.of(part.records(), redact));
    }

    private void record(Context ctx) throws IOException {
        var store = store(ctx);
        var entry = entry(ctx, store);
        boolean withContent = Access.caller(ctx).may(Role.OPERATOR);
        var arguments = new ArrayList<>(List.of("failures", "show", entry.id()));
        arguments.addAll(store.arguments());
        pages.show(
                ctx,
                Section.FAILURES,
                "Parked record",
                Shell.command(arguments),
                "inbox/record.jte",
                Map.of("page", OneRecord.of(store, entry, withContent, redact)));
    }

    private void value(Context ctx) throws IOException {
        byte[] value = entry(ctx, store(ctx)).parked().record().value();
        ctx.contentType("application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=\"value.bin\"")
                .result(value == null ? new byte[0] : value);
    }

    private void askToReplay(Context ctx) throws IOException {
        var store = store(ctx);
        var query = FailureQuery.of(ctx::queryParam);
        var order = Asked.order(store, query, ctx::queryParam);
        long count = actions.count(order, Access.caller(ctx));
        pages.show(
                ctx,
                Section.FAILURES,
                "Replay",
                Shell.command(order.arguments()),
                "inbox/replay.jte",
                Map.of("page", new ReplayForm(store, query, count, order)));
    }

    private void replay(Context ctx) throws IOException {
        var store = store(ctx);
        var query = FailureQuery.of(ctx::formParam);
        var order = Asked.order(store, query, ctx::formParam);
        long expected = Asked.number(ctx.formParam("expected"), "expected", 0, Integer.MAX_VALUE, 0);
        actions.replay(order, Access.caller(ctx), expected);
        Audited.sayNothing(ctx);
        ctx.redirect(Section.REPLAYS.path(), HttpStatus.SEE_OTHER);
    }

    private void park(Context ctx) throws IOException {
        var store = store(ctx);
        var query = FailureQuery.of(ctx::formParam);
        boolean free = "free".equals(ctx.formParam("do"));
        actions.park(ctx, store, query, free, reason(ctx));
        ctx.redirect(back(store, query), HttpStatus.SEE_OTHER);
    }

    /** To the record where it was about one. */
    private static String back(KnownStore store, FailureQuery query) {
        String path = "/failures/" + store.id();
        return Asked.isId(query.value("id")) ? path + "/" + query.value("id") : path + "?" + query.text();
    }

    private void edit(Context ctx) throws IOException {
        var store = store(ctx);
        String id = entry(ctx, store).id();
        String value = ctx.formParam("value");
        if (value == null) {
            throw Refusal.wrong("value", "nothing", "the other value");
        }
        byte[] bytes = value.replace("\r\n", "\n").getBytes(UTF_8); // a form has no line ends of its own
        actions.edit(ctx, store, id, bytes, reason(ctx));
        boolean replay = "replay".equals(ctx.formParam("then"));
        String path = "/failures/" + store.id();
        ctx.redirect(replay ? path + "/replay?" + FailureQuery.ofId(id).text() : path + "/" + id, HttpStatus.SEE_OTHER);
    }

    private void restore(Context ctx) throws IOException {
        var store = store(ctx);
        String id = entry(ctx, store).id();
        actions.restore(ctx, store, id, reason(ctx));
        ctx.redirect("/failures/" + store.id() + "/" + id, HttpStatus.SEE_OTHER);
    }

    private static String reason(Context ctx) {
        return Asked.reason(ctx.formParam("reason"));
    }

    private KnownStore store(Context ctx) {
        return Asked.store(ctx, inbox);
    }

    private FailureEntry entry(Context ctx, KnownStore store) throws IOException {
        return Asked.entry(ctx, inbox, store);
    }

    private static String command(List<String> words, FailureQuery query, KnownStore store) {
        var arguments = new ArrayList<>(words);
        arguments.addAll(query.arguments());
        arguments.addAll(store.arguments());
        return Shell.command(arguments);
    }
}
