package dev.waybill.trace;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that a thread works for. Sinks hand it on to those they deliver to: {@link dev.waybill.http.HttpExchanges} and
 * {@link dev.waybill.sink.KafkaSink} do by themselves. Each thread has its own.
 */
public final class CurrentAttempt {
    private static final ThreadLocal<@Nullable Attempt> HERE = new ThreadLocal<>();

    private CurrentAttempt() {}

    /** The one of the calling thread; null where it works for none that is followed. */
    public static @Nullable Attempt get() {
        return HERE.get();
    }

    /** Names each header with which another program joins the trace; none where nothing is followed. */
    public static void handOn(BiConsumer<String, String> header) {
        Attempt here = HERE.get();
        if (here != null) {
            here.handOn(header);
        }
    }

    /** The calling thread works for {@code attempt} until what is returned is closed, on the same thread. */
    public static Attempt.Scope enter(Attempt attempt) {
        Attempt before = HERE.get();
        Attempt.Scope scope = attempt.enter();
        HERE.set(attempt);
        return () -> {
            if (before == null) {
                HERE.remove();
            } else {
                HERE.set(before);
            }
            scope.close();
        };
    }
}
