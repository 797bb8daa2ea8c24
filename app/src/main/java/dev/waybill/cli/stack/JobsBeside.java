package dev.waybill.cli.stack;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.jobs.JobServices;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API and the discoverer of product jobs, which run in this process beside the stack. */
final class JobsBeside {
    static final String NAME = "jobs";
    static final String NEEDED = "postgres";

    private static final String HOST = "127.0.0.1";
    private static final int USUAL_PORT = 8050;

    private JobsBeside() {}

    /** Fails where it is asked for without what it needs. */
    static void check(List<String> only) {
        if (only.contains(NAME) && !only.contains(NEEDED)) {
            throw CommandException.at(ExitCode.USAGE, "--only", "jobs without postgres")
                    .expected("jobs,postgres");
        }
    }

    /** Starts both, where they are asked for. */
    static Optional<JobServices> start(
            List<String> only, Map<String, String> endpoints, ServerSettings server, Optional<Integer> port) {
        String database = endpoints.get(NEEDED);
        if (!only.contains(NAME) || database == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JobServices.start(
                    database,
                    ServerAccess.door(server, HOST, port.orElse(USUAL_PORT)),
                    ServerAccess.access(server, HOST)));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFLICT, NAME, String.valueOf(e.getMessage()))
                    .next("--port jobs=0 takes any port that is free")
                    .because(e);
        }
    }
}
