package dev.waybill.cli.demo;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.cli.stack.StackOptions;
import dev.waybill.cli.stack.StackProcess;
import dev.waybill.cli.stack.StackProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The local stack of one story, on free ports, so that it meets no other. It ends with the story; on a signal a little
 * later than the pipeline, which is given time to drain.
 *
 * <p>Thread-safe: the story and the hook of a signal may end it at once.
 */
final class DemoStack implements AutoCloseable {
    private static final long DRAIN_SECONDS = 5;

    private final StackProcess process;
    private final CountDownLatch storyEnded = new CountDownLatch(1);
    private final Thread onSignal = new Thread(this::stop, "stop-demo");
    private volatile boolean isStopping;

    private DemoStack(StackProcess process) {
        this.process = process;
    }

    /** Everything that the PID workload needs. */
    static DemoStack start(Optional<Path> home) {
        return start(home, StackOptions.PID.withPorts(free(StackOptions.PID.only())));
    }

    /** These services and no other. */
    static DemoStack start(Optional<Path> home, List<String> services) {
        var patience = StackOptions.PID.patience();
        return start(home, new StackOptions(services, Optional.empty(), Optional.empty(), free(services), patience));
    }

    private static Map<String, Integer> free(List<String> services) {
        return services.stream().collect(Collectors.toMap(service -> service, service -> 0));
    }

    private static DemoStack start(Optional<Path> home, StackOptions options) {
        var stack = new DemoStack(StackProcess.start(StackProgram.find(home), options));
        Runtime.getRuntime().addShutdownHook(stack.onSignal);
        return stack;
    }

    /** Addresses by service. */
    Map<String, String> endpoints() {
        return process.endpoints();
    }

    /** A story on this stack, and what it comes to. */
    @FunctionalInterface
    interface Story<T> {
        T tell() throws InterruptedException, IOException;
    }

    /** What the story comes to; nothing where a signal ended it: what fails then, fails because its services are gone. */
    <T> Optional<T> tell(Story<T> story) throws InterruptedException, IOException {
        try {
            T told = story.tell();
            return isStopping ? Optional.empty() : Optional.of(told);
        } catch (RuntimeException | IOException e) {
            if (isStopping) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether this process was told to end. */
    boolean isStopping() {
        return isStopping;
    }

    private void stop() {
        isStopping = true;
        try {
            var unused = storyEnded.await(DRAIN_SECONDS, SECONDS); // a story that hangs is not waited for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
        // What a story that hangs has started: without services it would wait for them for minutes.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        storyEnded.countDown();
        if (!isStopping) {
            process.close();
            try {
                Runtime.getRuntime().removeShutdownHook(onSignal);
            } catch (IllegalStateException e) {
                // the process is ending already
            }
        }
    }
}
