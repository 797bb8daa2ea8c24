package dev.waybill.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What to start, and how.
 *
 * @param only the services, for example {@code kafka}
 * @param dataDir where data is kept; absent: it is forgotten
 * @param readyFile where the endpoints are written as JSON; absent: nobody else wants them
 * @param ports fixed ports by service; the rest as the stack chooses
 * @param clickHouse what answers for ClickHouse; absent: the stand-in
 * @param patience how long it may take until all answer
 */
public record StackOptions(
        List<String> only,
        Optional<Path> dataDir,
        Optional<Path> readyFile,
        Map<String, Integer> ports,
        Optional<String> clickHouse,
        Duration patience) {
    /** What the PID workload needs. */
    public static final StackOptions PID = new StackOptions(
            List.of("kafka", "handle", "stac"), Optional.empty(), Optional.empty(), Map.of(), Duration.ofSeconds(60));

    public StackOptions {
        only = List.copyOf(only);
        ports = Map.copyOf(ports);
    }

    /** With the stand-in for ClickHouse. */
    public StackOptions(
            List<String> only,
            Optional<Path> dataDir,
            Optional<Path> readyFile,
            Map<String, Integer> ports,
            Duration patience) {
        this(only, dataDir, readyFile, ports, Optional.empty(), patience);
    }

    /** The same with ports of one's own; 0 lets the system choose one. */
    public StackOptions withPorts(Map<String, Integer> chosen) {
        return new StackOptions(only, dataDir, readyFile, chosen, clickHouse, patience);
    }

    List<String> arguments(Path ready) {
        List<String> arguments = new ArrayList<>(List.of("--only", String.join(",", only)));
        clickHouse.ifPresent(kind -> arguments.addAll(List.of("--clickhouse", kind)));
        dataDir.ifPresent(dir -> arguments.addAll(List.of("--data-dir", dir.toString())));
        arguments.addAll(List.of("--ready-file", ready.toString()));
        new TreeMap<>(ports).forEach((name, port) -> arguments.addAll(List.of("--port", name + "=" + port)));
        arguments.add("--exit-with-parent");
        return arguments;
    }
}
