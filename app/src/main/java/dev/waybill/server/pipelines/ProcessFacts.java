package dev.waybill.server.pipelines;

import java.util.OptionalDouble;

/**
 * What a process shows of itself, as of a few seconds ago. What is not known is empty or absent.
 *
 * @param version of its build
 * @param java that it runs on
 * @param settings a hash that is the same where its settings are
 * @param heapUsed bytes
 * @param heapMost bytes
 * @param collecting the share of the time that went to collecting garbage, since it started
 * @param tickAge seconds since its loop's last round
 * @param failuresOpen records set aside and not replayed
 */
public record ProcessFacts(
        String version,
        String java,
        String settings,
        OptionalDouble heapUsed,
        OptionalDouble heapMost,
        OptionalDouble collecting,
        OptionalDouble cpu,
        OptionalDouble tickAge,
        OptionalDouble failuresOpen) {
    static final ProcessFacts UNKNOWN = new ProcessFacts(
            "",
            "",
            "",
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    static boolean isWanted(String name) {
        return name.startsWith("waybill_build_info")
                || name.startsWith("waybill_config_info")
                || name.startsWith("waybill_tick_age")
                || name.startsWith("waybill_failures_open")
                || name.startsWith("waybill_sink_request_seconds_bucket")
                || name.startsWith("jvm_memory_")
                || name.startsWith("jvm_gc_")
                || name.startsWith("process_cpu_usage");
    }

    static ProcessFacts of(Scrape scrape) {
        return new ProcessFacts(
                scrape.label("waybill_build_info", "version").orElse(""),
                scrape.label("waybill_build_info", "java").orElse(""),
                scrape.label("waybill_config_info", "hash").orElse(""),
                scrape.sum("jvm_memory_used_bytes", ProcessFacts::isHeap),
                scrape.sum("jvm_memory_max_bytes", line -> isHeap(line) && line.value() > 0),
                scrape.sum("jvm_gc_overhead", line -> true),
                scrape.sum("process_cpu_usage", line -> true),
                scrape.sum("waybill_tick_age_seconds", line -> true),
                scrape.sum("waybill_failures_open", line -> !Double.isNaN(line.value())));
    }

    private static boolean isHeap(Scrape.Line line) {
        return line.label("area").equals("heap");
    }
}
