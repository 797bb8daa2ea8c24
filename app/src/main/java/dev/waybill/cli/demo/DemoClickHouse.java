package dev.waybill.cli.demo;

import dev.waybill.cli.stack.StackOptions;
import dev.waybill.cli.stack.StackProcess;
import dev.waybill.cli.stack.StackProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in for ClickHouse in a process of its own, which can be killed and keeps its tables. Used by one thread. */
final class DemoClickHouse implements AutoCloseable {
    private static final String NAME = "clickhouse";

    private final StackProgram program;
    private final Path data;
    private StackProcess process;

    private DemoClickHouse(StackProgram program, Path data) {
        this.program = program;
        this.data = data;
        this.process = start(0);
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param data for its tables
     */
    static DemoClickHouse start(Optional<Path> home, Path data) {
        return new DemoClickHouse(StackProgram.find(home), data);
    }

    private StackProcess start(int port) {
        var options = new StackOptions(
                List.of(NAME), Optional.of(data), Optional.empty(), Map.of(NAME, port), StackOptions.PID.patience());
        return StackProcess.start(program, options);
    }

    /** Where it listens; the same after a restart. */
    URI uri() {
        return URI.create(process.endpoints().getOrDefault(NAME, ""));
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.kill();
    }

    /** Begins again with the tables that were there. */
    void restart() {
        int port = uri().getPort();
        process.close();
        process = start(port);
    }

    @Override
    public void close() {
        process.close();
    }
}
