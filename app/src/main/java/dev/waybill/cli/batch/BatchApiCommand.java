package dev.waybill.cli.batch;

import dev.waybill.batch.upload.Keeping;
import dev.waybill.batch.upload.SpoolInUseException;
import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.config.BatchSettings.Intake;
import dev.waybill.cli.config.ByteSize;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.server.batch.ApiSettings;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.UploadLimits;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code batch api}: takes models and files, until Ctrl-C. */
@Command(
        name = "api",
        description = {
            "Take models and files over HTTP, and send the files' rows to the workers, until Ctrl-C.",
            "Any number of them may run; each needs a spool folder of its own."
        },
        footer = {
            "%nExamples:",
            "  waybill batch api",
            "  waybill batch api --port 8001 --spool spool-1 --bootstrap-server kafka:9092 --clickhouse http://store:8123"
        })
final class BatchApiCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

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
            names = "--spool",
            paramLabel = "DIR",
            description =
                    "Where files wait until their rows are sent; keep it between runs. Default: batch.spool of the "
                            + "settings, batch-spool.")
    private @Nullable Path spool;

    @Option(
            names = "--max-upload",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Refuse larger files. Default: batch.max_upload of the settings, 1GB.")
    private @Nullable ByteSize largest;

    @Mixin
    private final BrokerOptions brokers = new BrokerOptions();

    @Mixin
    private final ClickHouseOptions clickHouse = new ClickHouseOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    BatchApiCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        console.check();
        var kafka = brokers.kafka(session);
        var server = session.server();
        var settings = settings(session.batch().intake(), server);
        var access = ServerAccess.access(server, host);
        Topics.reach(kafka);
        var stopped = new CountDownLatch(1);
        try (var progress = progress();
                var work = new ForegroundWork(stopped::countDown, PATIENCE);
                var api = BatchApi.start(
                        settings, access, kafka, ClickHouseOptions.client(session, clickHouse.store(session)))) {
            session.terminal().err().println("batch API at " + api.uri() + "   Ctrl-C stops it");
            var words = console.open(session);
            work.run(
                    () -> {
                        stopped.await();
                        return ExitCode.DONE;
                    },
                    () -> words.look(progress, () -> "the batch API is at " + api.uri(), stopped::countDown));
        } catch (SpoolInUseException e) {
            throw CommandException.at(ExitCode.CONFLICT, settings.spool().toString(), String.valueOf(e.getMessage()))
                    .next("stop the other one first, or name another folder with --spool");
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw CommandException.at(ExitCode.CONFIGURATION, settings.spool().toString(), e.getFile() + ": " + reason)
                    .expected("a folder that may be written to")
                    .next("--spool names another folder");
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFLICT, "batch api", String.valueOf(e.getMessage()))
                    .next("--port 0 takes any port that is free")
                    .because(e);
        }
        return ExitCode.DONE.status();
    }

    /** Nothing is ever drawn on it: only words on the console are answered. */
    private ProgressLine progress() {
        var terminal = session.terminal();
        return new ProgressLine("batch", terminal.err(), terminal.errIsScreen(), InstantSource.system());
    }

    private ApiSettings settings(Intake intake, ServerSettings server) {
        var taken = largest == null ? intake.maxUpload() : largest;
        var keeping = new Keeping(intake.keepUploads(), intake.keepJobs().age());
        try {
            return new ApiSettings(
                    ServerAccess.door(server, host, port),
                    spool == null ? intake.spool() : spool,
                    new UploadLimits(taken.bytes(), intake.maxUnpacked().bytes()),
                    keeping);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "batch api", String.valueOf(e.getMessage()));
        }
    }
}
