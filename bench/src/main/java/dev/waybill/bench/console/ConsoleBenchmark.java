package dev.waybill.bench.console;

import com.sun.management.OperatingSystemMXBean;
import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What open pages of the console cost: four processes of sixteen partitions are watched, and each page shows one of them whole. Cost is
 * processor time of this process, without that of the threads that read the streams, in percent of one processor.
 */
public final class ConsoleBenchmark {
    private static final String NAME = "console";
    private static final int PAGES = 50;
    private static final int WARM_UP = 500;
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private ConsoleBenchmark() {}

    public static List<Result> measure(Options options) throws Exception {
        var length = Duration.ofSeconds(options.quick() ? 10 : 60);
        try (var run = ConsoleRun.start()) {
            double first = run.millisOfFirstLoad();
            Thread.sleep(SETTLING.toMillis());
            run.millisOf("/", WARM_UP);
            double whole = run.millisOf("/", 50);
            double before = percent(length, null);
            double with;
            double events;
            try (var pages = OpenPages.open(run.uri(run.livePath()), PAGES)) {
                pages.awaitFirst();
                long seen = pages.events();
                with = percent(length, pages);
                events = (pages.events() - seen) / (double) length.toSeconds() / PAGES;
            }
            return List.of(
                    Result.of(NAME, "overview, the first load of a new server", "with style and scripts", "ms", first),
                    Result.of(NAME, "overview, whole page", "median", "ms", whole),
                    Result.of(NAME, "watching 4 pipelines, no page open", "processor", "%", before),
                    Result.of(NAME, PAGES + " pages open", "processor", "%", with)
                            .against("no page open", before),
                    Result.of(NAME, PAGES + " pages open", "events per page", "1/s", events));
        }
    }

    private static double percent(Duration length, @Nullable OpenPages pages) throws InterruptedException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long readers = pages == null ? 0 : pages.cpuNanos();
        long start = system.getProcessCpuTime();
        Thread.sleep(length.toMillis());
        long used = system.getProcessCpuTime() - start - ((pages == null ? 0 : pages.cpuNanos()) - readers);
        return 100.0 * used / length.toNanos();
    }
}
