package dev.waybill.bench.batch;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import java.util.ArrayList;
import java.util.List;

/** From a file to ClickHouse, and the parts of the way by themselves. */
public final class BatchBenchmark {
    private BatchBenchmark() {}

    public static List<Result> measure(Options options) throws Exception {
        var results = new ArrayList<Result>();
        if (options.takes("check")) {
            results.addAll(CheckBenchmark.measure(options.quick()));
        }
        for (String engine : List.of("stand-in", "chdb")) {
            if (options.takes("load " + engine)) {
                results.addAll(LoadBenchmark.measure(engine, options.quick()));
            }
        }
        return results;
    }
}
