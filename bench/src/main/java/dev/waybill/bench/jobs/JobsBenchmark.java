package dev.waybill.bench.jobs;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import java.util.ArrayList;
import java.util.List;

/** Product jobs in PostgreSQL. One server for all parts, its data on disk and forced there. */
public final class JobsBenchmark {
    private JobsBenchmark() {}

    public static List<Result> measure(Options options) throws Exception {
        var results = new ArrayList<Result>();
        try (var server = JobsServer.start()) {
            if (options.takes("claims")) {
                results.addAll(ClaimBenchmark.measure(server, options.quick()));
            }
            if (options.takes("seed")) {
                results.addAll(RivalBenchmark.measureSeed(server, options.quick()));
            }
            if (options.takes("peer")) {
                results.addAll(RivalBenchmark.measurePeer(server, options.quick()));
            }
        }
        results.addAll(DiscoverBenchmark.measure(options));
        return results;
    }
}
