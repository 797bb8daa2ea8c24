package dev.waybill.cli.jobs;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.jobs.database.Database;
import dev.waybill.server.access.Access;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.jobs.JobsApi;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs api}: the HTTP API, until Ctrl-C. */
@Command(
        name = "api",
        description = {
            "Offer jobs over HTTP, below /jobs/v1, until Ctrl-C; with it, discover as --watch does.",
            "Any number of them may run. For other machines it wants tokens, see waybill token."
        },
        footer = {"%nExamples:", "  waybill jobs api", "  waybill jobs api --port 8051 --host 10.0.0.7"})
final class JobsApiCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8050;
    private static final Duration PATIENCE = ofSeconds(15);

    private final Session session;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Listen on this address; any but the default needs a token, see waybill token. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Listen on this port; 0: any free one. Default: " + USUAL_PORT + ".")
    private int port = USUAL_PORT;

    @Option(
            names = "--reconcile-every",
            paramLabel = "TIME",
            converter = Span.Converter.class,
            description = "Hold all jobs against all of the index so often. Default: 1h.")
    private Span reconcileEvery = new Span(ofHours(1));

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    JobsApiCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        console.check();
        if (port < 0 || port > 65_535) {
            throw CommandException.at(ExitCode.USAGE, "--port", "got " + port).expected("0 to 65535");
        }
        var reconcile = reconcileEvery.some("--reconcile-every");
        var server = session.server();
        var access = ServerAccess.access(server, host);
        var door = ServerAccess.door(server, host, port);
        return database.use(session, LogLevel.INFO, open -> serve(open, door, access, reconcile));
    }

    private int serve(Database open, DoorSettings door, Access access, Duration reconcile) throws InterruptedException {
        var terminal = session.terminal();
        var discovery = new Discovery(open, Optional.empty());
        try (var api = JobsApi.start(open, door, access);
                var progress =
                        new ProgressLine("jobs", terminal.err(), terminal.errIsScreen(), InstantSource.system());
                var work = new ForegroundWork(discovery::stop, PATIENCE)) {
            terminal.err().println("jobs API at " + api.uri() + "/jobs/v1   Ctrl-C stops it");
            var words = console.open(session);
            return work.run(
                    () -> {
                        discovery.watch(ofSeconds(2), reconcile, found -> {});
                        return ExitCode.DONE.status();
                    },
                    () -> words.look(progress, () -> "the jobs API is at " + api.uri(), discovery::stop));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFLICT, "jobs api", String.valueOf(e.getMessage()))
                    .next("--port 0 takes any port that is free")
                    .because(e);
        }
    }
}
