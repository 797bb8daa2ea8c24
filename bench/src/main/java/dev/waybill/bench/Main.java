package dev.waybill.bench;

import dev.waybill.bench.batch.BatchBenchmark;
import dev.waybill.bench.console.ConsoleBenchmark;
import dev.waybill.bench.engine.EngineBenchmark;
import dev.waybill.bench.engine.FaultBenchmark;
import dev.waybill.bench.engine.KillBenchmark;
import dev.waybill.bench.engine.LatencyBenchmark;
import dev.waybill.bench.engine.MemoryBenchmark;
import dev.waybill.bench.engine.TrackerBenchmark;
import dev.waybill.bench.files.FilesBenchmark;
import dev.waybill.bench.jobs.JobsBenchmark;
import dev.waybill.bench.pid.PidBenchmark;
import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import dev.waybill.bench.stack.UpBenchmark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code bench/run [NAME|streams|all] [--only NAME,NAME] [--millis N,N] [--quick] [-o json]}. */
final class Main {
    private static final List<String> STREAMS = List.of("engine", "latency", "faults", "kill", "memory");

    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("tracker", TrackerBenchmark::measure);
        ALL.put("engine", EngineBenchmark::measure);
        ALL.put("latency", LatencyBenchmark::measure);
        ALL.put("faults", FaultBenchmark::measure);
        ALL.put("kill", KillBenchmark::measure);
        ALL.put("memory", MemoryBenchmark::measure);
        ALL.put("pid", PidBenchmark::measure);
        ALL.put("files", FilesBenchmark::measure);
        ALL.put("batch", BatchBenchmark::measure);
        ALL.put("jobs", JobsBenchmark::measure);
        ALL.put("console", ConsoleBenchmark::measure);
        ALL.put("up", UpBenchmark::measure);
    }

    @FunctionalInterface
    private interface Benchmark {
        List<Result> measure(Options options) throws Exception;
    }

    private Main() {}

    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args));
        boolean quick = words.remove("--quick");
        boolean json = words.remove("-o") && words.remove("json");
        var millis = take("--millis", words);
        var only = take("--only", words);
        List<String> names = words.size() > 1 ? List.of() : names(words.isEmpty() ? "all" : words.get(0));
        if (names.isEmpty() || !millis.stream().allMatch(word -> word.matches("[1-9][0-9]{0,2}"))) {
            System.err.println("usage: bench/run [" + String.join("|", ALL.keySet())
                    + "|streams|all] [--only NAME,NAME] [--millis N,N] [--quick] [-o json]; streams = "
                    + String.join(", ", STREAMS));
            System.exit(2);
        }
        var options = new Options(quick, millis.stream().map(Integer::valueOf).toList(), only);
        if (!json) {
            Machine.lines().forEach(System.out::println);
        }
        var results = new ArrayList<Result>();
        for (String name : names) {
            System.err.println("measuring " + name);
            var measured = ALL.get(name).measure(options);
            results.addAll(measured);
            if (!json) {
                measured.forEach(r -> System.out.println(r.line()));
            }
        }
        if (json) {
            System.out.println(results.stream().map(Result::json).collect(Collectors.joining(",\n", "[", "]")));
        }
        System.exit(0);
    }

    private static List<String> take(String option, List<String> words) {
        int at = words.indexOf(option);
        if (at < 0 || at + 1 == words.size()) {
            return List.of();
        }
        words.remove(at);
        return List.of(words.remove(at).split(","));
    }

    private static List<String> names(String word) {
        return switch (word) {
            case "all" -> List.copyOf(ALL.keySet());
            case "streams" -> STREAMS;
            default -> ALL.containsKey(word) ? List.of(word) : List.of();
        };
    }
}
