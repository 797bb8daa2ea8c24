package dev.waybill.server.console.inbox;

import static java.time.Duration.ofSeconds;

import dev.waybill.server.access.Access;
import dev.waybill.server.access.Audited;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.replays.Commands;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Changes something by the command that does it, which also writes the line of the audit, and passes on why it refuses. Thread-safe. */
record ByCommand(Commands commands) {
    private static final Duration PATIENCE = ofSeconds(60);
    private static final int USAGE = 2;
    private static final int NOT_FOUND = 5;
    private static final int CONFLICT = 6;

    /** What the command said. */
    String run(Context ctx, List<String> arguments) throws IOException {
        try {
            var ended = commands.run(Access.caller(ctx), PATIENCE, arguments);
            if (ended.exit() != USAGE) { // with which it never began
                Audited.sayNothing(ctx);
            }
            if (ended.exit() != 0) {
                throw Refusal.of(status(ended.exit()), ended.said().strip());
            }
            return ended.said().strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of(503, "the server ends");
        }
    }

    private static int status(int exit) {
        return switch (exit) {
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            default -> 422;
        };
    }
}
