package dev.waybill.server.console.inbox;

import dev.waybill.failure.FailureEntry;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.KnownStore;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.replays.ReplayOrder;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request asks for, checked. */
final class Asked {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{20}");
    private static final int LONGEST_REASON = 500;
    private static final int MOST_PER_SECOND = 1_000_000;

    private Asked() {}

    static KnownStore store(Context ctx, FailureInbox inbox) {
        return store(ctx.pathParam("store"), inbox);
    }

    static KnownStore store(String id, FailureInbox inbox) {
        return inbox.stores()
                .find(id)
                .orElseThrow(() -> Refusal.notFound("failure store " + id + " that is known now"));
    }

    static FailureEntry entry(Context ctx, FailureInbox inbox, KnownStore store) throws IOException {
        String id = ctx.pathParam("id");
        if (!isId(id)) {
            throw Refusal.notFound("parked record of that id");
        }
        return inbox.find(store, id)
                .orElseThrow(() -> Refusal.notFound("parked record " + id + "; it was replayed, or never was"));
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static ReplayOrder order(KnownStore store, FailureQuery query, Function<String, @Nullable String> parameter) {
        query.filter(); // refuses what is none
        int canary = number(parameter.apply("canary"), "canary", 0, MOST_PER_SECOND, 0);
        int rate = number(parameter.apply("rate"), "rate", 0, MOST_PER_SECOND, 0);
        return new ReplayOrder(
                store.arguments(), query.arguments(), canary, rate == 0 ? OptionalInt.empty() : OptionalInt.of(rate));
    }

    static int number(Context ctx, String name, int least, int most, int otherwise) {
        return number(ctx.queryParam(name), name, least, most, otherwise);
    }

    static int number(@Nullable String text, String name, int least, int most, int otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Refusal.wrong(name, '"' + text + '"', "a number from " + least + " to " + most);
    }

    static String reason(@Nullable String text) {
        String reason = text == null ? "" : text.strip();
        if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
            throw Refusal.wrong("reason", reason.length() + " characters", "at most " + LONGEST_REASON);
        }
        return reason;
    }
}
