package dev.waybill.cli.stack;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.batch.BatchServices;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.failures.ServedFailures;
import dev.waybill.cli.jobs.JobServices;
import dev.waybill.cli.server.Offer;
import dev.waybill.cli.server.Offers;
import dev.waybill.cli.server.WaybillServer;
import dev.waybill.cli.session.Session;
import dev.waybill.server.console.LocalStack;
import dev.waybill.server.console.Section;
import dev.waybill.server.pipelines.PipelineWatch;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The console, which runs in this process beside the stack. Thread-safe: may be closed from a shutdown hook. */
final class ConsoleBeside implements AutoCloseable {
    static final String NAME = "console";

    private static final String HOST = "127.0.0.1";

    private final PipelineWatch watch;
    private final ServedFailures failed;
    private final WaybillServer server;

    private ConsoleBeside(PipelineWatch watch, ServedFailures failed, WaybillServer server) {
        this.watch = watch;
        this.failed = failed;
        this.server = server;
    }

    /** Starts it, where it is asked for; with switches for the services that have some. */
    static Optional<ConsoleBeside> start(
            List<String> only,
            Session session,
            ServerSettings settings,
            Map<String, String> endpoints,
            Optional<BatchServices> batch,
            Optional<JobServices> jobs,
            Optional<Integer> port) {
        if (!only.contains(NAME)) {
            return Optional.empty();
        }
        var access = ServerAccess.access(settings, HOST);
        var watch = PipelineWatch.start(session.runFolder(), List.of(), Optional.empty(), InstantSource.system());
        var services = services(endpoints);
        var failed = ServedFailures.open(session, settings.audit(), settings.failures());
        var offers = new ArrayList<>(
                Offers.of(failed, access, jobs.map(JobServices::database), batch.map(BatchServices::api)));
        offers.add(new Offer(Set.of(Section.LOCAL_STACK), pages -> List.of(new LocalStack(pages, services)), List::of));
        try {
            var door = ServerAccess.door(settings, HOST, port.orElse(settings.port()));
            return Optional.of(
                    new ConsoleBeside(watch, failed, WaybillServer.start(door, access, watch, List.of(), offers)));
        } catch (IOException e) {
            failed.close();
            watch.close();
            throw CommandException.at(ExitCode.CONFLICT, NAME, String.valueOf(e.getMessage()))
                    .next("--port console=0 takes any port that is free")
                    .because(e);
        }
    }

    private static Map<String, URI> services(Map<String, String> endpoints) {
        return endpoints.entrySet().stream()
                .filter(one -> one.getValue().startsWith("http://"))
                .collect(Collectors.toMap(Map.Entry::getKey, one -> URI.create(one.getValue())));
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        failed.close();
        watch.close();
    }
}
