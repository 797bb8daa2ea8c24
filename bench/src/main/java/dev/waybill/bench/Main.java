package dev.waybill.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code bench/run [tracker|engine|pid|all] [--quick] [-o json]}. */
final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args));
        boolean quick = words.remove("--quick");
        boolean json = words.remove("-o") && words.remove("json");
        String which = words.isEmpty() ? "all" : words.get(0);
        if (words.size() > 1 || !List.of("tracker", "engine", "pid", "all").contains(which)) {
            System.err.println("usage: bench/run [tracker|engine|pid|all] [--quick] [-o json]");
            System.exit(2);
        }
        var results = new ArrayList<Result>();
        if (which.equals("tracker") || which.equals("all")) {
            results.addAll(TrackerBenchmark.measure(quick));
        }
        if (which.equals("engine") || which.equals("all")) {
            results.addAll(EngineBenchmark.measure(quick));
        }
        if (which.equals("pid") || which.equals("all")) {
            results.addAll(PidBenchmark.measure(quick));
        }
        if (json) {
            System.out.println(results.stream().map(Result::json).collect(Collectors.joining(",\n", "[", "]")));
        } else {
            results.forEach(r -> System.out.println(r.line()));
        }
    }
}
