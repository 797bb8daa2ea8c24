package dev.waybill.cli.stack;

import dev.waybill.cli.batch.BatchServices;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.jobs.JobServices;
import dev.waybill.cli.jobs.LocalDatabase;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.session.Session;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: the local stack, until Ctrl-C. */
@Command(
        name = "up",
        description = "Start a Kafka broker and the services here, until Ctrl-C. For development, on loopback only.",
        footer = {"%nExamples:", "  waybill up", "  waybill up --only kafka --port kafka=9093 --data-dir data"})
public final class UpCommand implements Callable<Integer> {
    private static final long PATIENCE_WITH_A_FETCH = 900;
    private static final List<String> BESIDE = List.of(BatchBeside.NAME, JobsBeside.NAME, ConsoleBeside.NAME);

    private final Session session;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these of kafka, handle, girder, stac, clickhouse, batch, postgres, jobs, console.")
    private List<String> only =
            List.of("kafka", "handle", "girder", "stac", "clickhouse", "batch", "postgres", "jobs", ConsoleBeside.NAME);

    @Option(
            names = "--clickhouse",
            paramLabel = "KIND",
            description = "stand-in (default), or chdb: the engine itself, fetched once (178 MB).")
    private @Nullable String clickHouse;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Keep data here; else it is forgotten.")
    private @Nullable Path dataDir;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write the endpoints here as JSON when all answer.")
    private @Nullable Path readyFile;

    @Option(names = "--port", paramLabel = "NAME=N", description = "A port of your choice; may be repeated.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(names = "--patience", paramLabel = "SECONDS", description = "How long starting may take; 60.")
    private long patience = StackOptions.PID.patience().toSeconds();

    public UpCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        BatchBeside.check(only);
        JobsBeside.check(only);
        session.startLogging(new LogTarget(LogLevel.WARNING, Optional.empty()));
        var server = session.server();
        session.terminal().err().println("starting " + String.join(", ", only) + " …");
        var ready = EndpointsFile.wanted(readyFile);
        var stack = StackProcess.start(StackProgram.find(session.home()), options());
        var beside = startBeside(stack, server);
        var database = announced(stack);

        var stopping = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.set(true);
                            database.run();
                            beside.console().ifPresent(ConsoleBeside::close);
                            beside.batch().ifPresent(BatchServices::close);
                            beside.jobs().ifPresent(JobServices::close);
                            stack.close();
                        },
                        "stop-local-stack"));
        var endpoints = new LinkedHashMap<String, String>();
        beside.console()
                .ifPresent(console ->
                        endpoints.put(ConsoleBeside.NAME, console.uri().toString()));
        endpoints.putAll(stack.endpoints());
        beside.batch()
                .ifPresent(services ->
                        endpoints.put(BatchBeside.NAME, services.uri().toString()));
        beside.jobs().ifPresent(services -> endpoints.put(JobsBeside.NAME, services.uri() + "/jobs/v1"));
        ready.write(endpoints);
        announce(endpoints);
        stack.waitFor();
        if (!stopping.get()) {
            throw stack.ended();
        }
        return ExitCode.DONE.status(); // the signal decides the real one
    }

    /** What runs in this process. */
    private record Beside(Optional<BatchServices> batch, Optional<JobServices> jobs, Optional<ConsoleBeside> console) {
        void close() {
            console.ifPresent(ConsoleBeside::close);
            jobs.ifPresent(JobServices::close);
            batch.ifPresent(BatchServices::close);
        }
    }

    private Beside startBeside(StackProcess stack, ServerSettings server) {
        var started = new Beside(Optional.empty(), Optional.empty(), Optional.empty());
        try {
            started = new Beside(startBatch(stack, server), Optional.empty(), Optional.empty());
            var jobs =
                    JobsBeside.start(only, stack.endpoints(), server, Optional.ofNullable(ports.get(JobsBeside.NAME)));
            started = new Beside(started.batch(), jobs, Optional.empty());
            var console = ConsoleBeside.start(
                    only,
                    session,
                    server,
                    stack.endpoints(),
                    started.batch(),
                    jobs,
                    Optional.ofNullable(ports.get(ConsoleBeside.NAME)));
            return new Beside(started.batch(), jobs, console);
        } catch (RuntimeException e) {
            started.close();
            stack.close();
            throw e;
        }
    }

    private Optional<BatchServices> startBatch(StackProcess stack, ServerSettings server) {
        return only.contains(BatchBeside.NAME)
                ? BatchBeside.start(
                        stack.endpoints(),
                        server,
                        Optional.ofNullable(ports.get(BatchBeside.NAME)),
                        Optional.ofNullable(dataDir))
                : Optional.empty();
    }

    /** Commands of this user find the database by themselves while it is there. Returns what ends that. */
    private Runnable announced(StackProcess stack) {
        String url = stack.endpoints().get(JobsBeside.NEEDED);
        var home = session.variable("HOME").map(Path::of).map(LocalDatabase::of);
        if (url == null || home.isEmpty()) {
            return () -> {};
        }
        home.get().announce(url);
        return () -> home.get().forget(url);
    }

    /** The stack itself says where it is in a file of its own. */
    private StackOptions options() {
        var services = only.stream().filter(name -> !BESIDE.contains(name)).toList();
        var others = new LinkedHashMap<>(ports);
        others.keySet().removeAll(BESIDE);
        return new StackOptions(
                services,
                Optional.ofNullable(dataDir),
                Optional.empty(),
                others,
                Optional.ofNullable(clickHouse),
                Duration.ofSeconds(clickHouse == null ? patience : Math.max(patience, PATIENCE_WITH_A_FETCH)));
    }

    private void announce(Map<String, String> endpoints) {
        endpoints.forEach((name, address) -> session.terminal().out().printf("%-10s %s%n", name, address));
        PrintStream err = session.terminal().err();
        if (endpoints.containsKey(ConsoleBeside.NAME)) {
            err.println("open " + endpoints.get(ConsoleBeside.NAME)
                    + "   shows what runs; its page Local stack breaks things");
        }
        err.println("ready; not for production. Ctrl-C stops it. In other terminals:");
        Suggestions.of(endpoints).forEach(line -> err.println("  " + line));
    }
}
