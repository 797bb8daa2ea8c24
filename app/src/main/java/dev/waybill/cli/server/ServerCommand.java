package dev.waybill.cli.server;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.batch.BatchDoor;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.failures.ServedFailures;
import dev.waybill.cli.jobs.KnownDatabase;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.database.Database;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.http.Routes;
import dev.waybill.server.jobs.JobsRoutes;
import dev.waybill.server.pipelines.PipelineWatch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: the console and every API, until Ctrl-C. */
@Command(
        name = "server",
        description = {
            "Serve the console, REST and metrics until Ctrl-C; the jobs API, too, where a database is named; and, on a port of its own, the "
                    + "batch API, where brokers and ClickHouse are named.",
            "Here, that is on 127.0.0.1, nobody has to log in until there is a token. For other machines there must be one."
        },
        footer = {
            "%nExamples:",
            "  waybill server",
            "  waybill server -c waybill.toml --host 0.0.0.0 --watch http://worker-1:8077"
        })
public final class ServerCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Session session;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Listen on this address; any but 127.0.0.1 needs a token. Default: server.host of the settings.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Listen on this port; 0: any free one. Default: server.port of the settings, 8070.")
    private @Nullable Integer port;

    @Option(
            names = "--watch",
            paramLabel = "URL",
            description = "Show the pipeline that answers there, too; may be repeated. Also server.watch.")
    private List<URI> watch = new ArrayList<>();

    @Option(
            names = "--failures",
            paramLabel = "PLACE",
            description =
                    "Show what is parked in this folder or failure topic, too; may be repeated. Also server.failures. The stores of "
                            + "commands that run here are found by themselves.")
    private List<String> failures = new ArrayList<>();

    public ServerCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = session.server();
        session.startLogging(new LogTarget(LogLevel.INFO, Optional.empty()));
        String where = host == null ? settings.host() : host;
        int listening = port == null ? settings.port() : port;
        if (listening < 0 || listening > 65_535) {
            throw CommandException.at(ExitCode.USAGE, "--port", "got " + listening)
                    .expected("0 to 65535");
        }
        var stopped = new CountDownLatch(1);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try (var work = new ForegroundWork(stopped::countDown, PATIENCE)) {
            try {
                serve(settings, where, listening, open);
                work.run(
                        () -> {
                            stopped.await();
                            return ExitCode.DONE;
                        },
                        () -> {});
            } catch (IOException e) {
                throw CommandException.at(ExitCode.CONFLICT, "server", String.valueOf(e.getMessage()))
                        .next("--port 0 takes any port that is free")
                        .because(e);
            } finally {
                close(open);
            }
        }
        return ExitCode.DONE.status(); // a signal decides the real one
    }

    private void serve(ServerSettings settings, String where, int listening, Deque<AutoCloseable> open)
            throws IOException {
        var access = ServerAccess.access(settings, where);
        Optional<Database> database = KnownDatabase.open(session);
        database.ifPresent(open::push);
        Optional<BatchApi> batch = BatchDoor.start(session, settings, where, access);
        batch.ifPresent(open::push);
        var pipelines = PipelineWatch.start(
                session.runFolder(), watched(settings), settings.watchToken(), InstantSource.system());
        open.push(pipelines);
        List<Routes> more = database.<List<Routes>>map(known -> List.of(new JobsRoutes(known)))
                .orElse(List.of());
        var failed = ServedFailures.open(session, settings.audit(), parked(settings));
        open.push(failed);
        var server = WaybillServer.start(
                ServerAccess.door(settings, where, listening),
                access,
                pipelines,
                more,
                Offers.of(failed, access, database, batch));
        open.push(server);
        say(server.uri(), database.isPresent(), batch, access.isGuarded());
    }

    private List<String> parked(ServerSettings settings) {
        List<String> all = new ArrayList<>(settings.failures());
        all.addAll(failures);
        return all;
    }

    private List<URI> watched(ServerSettings settings) {
        List<URI> all = new ArrayList<>(settings.watch());
        all.addAll(watch);
        return all;
    }

    private void say(URI uri, boolean hasJobs, Optional<BatchApi> batch, boolean isGuarded) {
        var err = session.terminal().err();
        err.println("console at " + uri + "   Ctrl-C stops it");
        if (hasJobs) {
            err.println("jobs API at " + uri + "/jobs/v1");
        }
        batch.ifPresent(api -> err.println("batch API at " + api.uri()));
        err.println(
                isGuarded
                        ? "it asks for a token; waybill token create NAME --role ROLE makes one"
                        : "nobody has to log in on this machine; that ends with: waybill token create NAME --role admin");
    }

    private static void close(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the server did not end", e);
            }
        }
    }
}
