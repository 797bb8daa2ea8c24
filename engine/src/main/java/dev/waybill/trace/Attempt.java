package dev.waybill.trace;

import dev.waybill.failure.Failure;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One attempt to deliver, as a trace has it. Any thread may call it; {@link #ended} is called at most once, and last. */
public interface Attempt {
    /** The calling thread works for it until what is returned is closed, on the same thread. */
    Scope enter();

    /** Names each header, such as {@code traceparent}, with which another program joins the trace. */
    void handOn(BiConsumer<String, String> header);

    /**
     * It is over.
     *
     * @param why what went wrong, where {@code how} {@link Ending#isFailure is a failure}
     */
    void ended(Ending how, Optional<Failure> why);

    /** As long as a thread works for an attempt. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
