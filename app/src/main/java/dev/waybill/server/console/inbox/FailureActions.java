package dev.waybill.server.console.inbox;

import dev.waybill.server.access.Caller;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.replays.Commands;
import dev.waybill.server.replays.ReplayOrder;
import dev.waybill.server.replays.ReplayView;
import dev.waybill.server.replays.Replays;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What can be done about parked records: by the commands that do it. Thread-safe. */
final class FailureActions {
    private final Commands commands;
    private final ByCommand byCommand;
    private final Replays replays;

    FailureActions(Commands commands, Replays replays) {
        this.commands = commands;
        this.byCommand = new ByCommand(commands);
        this.replays = replays;
    }

    /** Gives a record another value. */
    void edit(Context ctx, KnownStore store, String id, byte[] value, String reason) throws IOException {
        Path file = commands.file(value);
        try {
            byCommand.run(ctx, editing(store, id, reason, "--file=" + file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Takes back what was edited. */
    void restore(Context ctx, KnownStore store, String id, String reason) throws IOException {
        byCommand.run(ctx, editing(store, id, reason, "--restore"));
    }

    private static List<String> editing(KnownStore store, String id, String reason, String instead) {
        var arguments = new ArrayList<>(List.of("failures", "edit", id, instead, "--reason=" + reason));
        arguments.addAll(store.arguments());
        return arguments;
    }

    /** Keeps records from being replayed, or frees them. */
    String park(Context ctx, KnownStore store, FailureQuery query, boolean free, String reason) throws IOException {
        return byCommand.run(ctx, parking(store, query, free, reason));
    }

    static List<String> parking(KnownStore store, FailureQuery query, boolean free, String reason) {
        var arguments = new ArrayList<>(List.of("failures", "park"));
        arguments.addAll(query.arguments());
        if (free) {
            arguments.add("--free");
        }
        arguments.add("--reason=" + reason);
        arguments.addAll(store.arguments());
        return arguments;
    }

    long count(ReplayOrder order, Caller who) throws IOException {
        try {
            return replays.count(order, who);
        } catch (Replays.RefusedException e) {
            throw Refusal.of(422, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503, "the server ends");
        }
    }

    ReplayView replay(ReplayOrder order, Caller who, long expected) throws IOException {
        try {
            return replays.start(order, who, expected);
        } catch (Replays.RefusedException e) {
            throw Refusal.conflict(String.valueOf(e.getMessage()));
        }
    }
}
