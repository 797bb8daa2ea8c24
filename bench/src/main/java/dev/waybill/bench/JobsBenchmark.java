package dev.waybill.bench;

import dev.waybill.bench.jobs.JobsServer;
import java.util.ArrayList;
import java.util.List;

/** Product jobs in PostgreSQL. One server for all parts, its data on disk and forced there. */
final class JobsBenchmark {
    private JobsBenchmark() {}

    static List<Result> measure(Options options) throws Exception {
        var results = new ArrayList<Result>();
        try (var server = JobsServer.start()) {
            if (options.takes("claims")) {
                results.addAll(ClaimBenchmark.measure(server, options.quick()));
            }
            if (options.takes("seed")) {
                results.addAll(ClaimBenchmark.measureSeed(server, options.quick()));
            }
            if (options.takes("peer")) {
                results.addAll(ClaimBenchmark.measurePeer(server, options.quick()));
            }
        }
        results.addAll(DiscoverBenchmark.measure(options));
        return results;
    }
}
