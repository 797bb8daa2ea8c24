package dev.waybill.bench;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.AppInfoParser;

/** What a measurement ran on, in lines that begin with a hash sign. */
final class Machine {
    private Machine() {}

    static List<String> lines() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        var memory = (com.sun.management.OperatingSystemMXBean) system;
        return List.of(
                String.format(
                        Locale.ROOT,
                        "# %d processors, %d GiB, %s %s, %s %s, load %.1f before the run",
                        system.getAvailableProcessors(),
                        memory.getTotalMemorySize() >> 30,
                        system.getName(),
                        system.getVersion(),
                        System.getProperty("java.vm.name"),
                        Runtime.version(),
                        system.getSystemLoadAverage()),
                "# kafka " + AppInfoParser.getVersion()
                        + ", Parallel Consumer " + version("parallel-consumer-core")
                        + ", Reactor Kafka " + version("reactor-kafka")
                        + "; Decaton cannot be fetched from Maven Central and is left out");
    }

    /** Of a library, from the name of its jar. */
    private static String version(String library) {
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            int at = entry.indexOf(library + "-");
            if (at >= 0 && entry.endsWith(".jar")) {
                return entry.substring(at + library.length() + 1, entry.length() - ".jar".length());
            }
        }
        return "of unknown version";
    }
}
