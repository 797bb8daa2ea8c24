package dev.waybill.cli.stack;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.batch.BatchServices;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.error.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API and a worker of the batch workload, which run in this process beside the stack. */
final class BatchBeside {
    static final String NAME = "batch";

    private static final String HOST = "127.0.0.1";
    private static final int USUAL_PORT = 8000;
    private static final List<String> NEEDED = List.of("kafka", "clickhouse");

    private BatchBeside() {}

    /** Fails where it is asked for without what it needs. */
    static void check(List<String> only) {
        if (only.contains(NAME) && !only.containsAll(NEEDED)) {
            throw CommandException.at(ExitCode.USAGE, "--only", "batch without " + String.join(" and ", NEEDED))
                    .expected("batch,kafka,clickhouse");
        }
    }

    /** Starts both, where the stack has what they need. */
    static Optional<BatchServices> start(
            Map<String, String> endpoints, ServerSettings server, Optional<Integer> port, Optional<Path> dataDir) {
        String brokers = endpoints.get("kafka");
        String clickHouse = endpoints.get("clickhouse");
        if (brokers == null || clickHouse == null) {
            return Optional.empty();
        }
        var door = ServerAccess.door(server, HOST, port.orElse(USUAL_PORT));
        var access = ServerAccess.access(server, HOST);
        try {
            Path folder =
                    dataDir.isPresent() ? dataDir.get().resolve(NAME) : Files.createTempDirectory("waybill-batch");
            return Optional.of(BatchServices.start(brokers, URI.create(clickHouse), door, access, folder));
        } catch (FileSystemException e) {
            throw Failures.explain(e);
        } catch (UncheckedIOException | IOException e) {
            throw CommandException.at(ExitCode.CONFLICT, NAME, String.valueOf(e.getMessage()))
                    .next("--port batch=0 takes any port that is free")
                    .because(e);
        }
    }
}
