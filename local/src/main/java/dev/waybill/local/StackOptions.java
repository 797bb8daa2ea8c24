package dev.waybill.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the stack as they were typed. Filled by the command line's parser, read afterwards by its thread. */
final class StackOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Start these services only, separated by commas (default: all).")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--port",
            paramLabel = "NAME=N",
            description = "The port of a service; 0 means any free port. May be repeated.")
    private Map<String, Integer> ports = new LinkedHashMap<>();

    @Option(
            names = "--clickhouse",
            paramLabel = "KIND",
            description =
                    "What answers for ClickHouse: stand-in (default), or chdb, the engine itself, fetched when it is"
                            + " first wanted.")
    private String clickHouse = ClickHouseKind.STAND_IN.typedName();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep data here (default: a temporary directory, removed at the end).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Write the endpoints here as JSON, once all services answer.")
    private @Nullable Path readyFile;

    @Option(names = "--exit-with-parent", description = "Stop at the end of standard input.")
    private boolean exitWithParent;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean helpWanted;

    boolean exitWithParent() {
        return exitWithParent;
    }

    /** What is to be started; problems are reported all at once, as wrong usage. */
    StackPlan plan() {
        var problems = new ArrayList<String>();
        var chosen = EnumSet.noneOf(StackService.class);
        for (String name : only) {
            StackService.named(name).ifPresentOrElse(chosen::add, () -> problems.add(unknown("--only", name)));
        }
        var portOf = new LinkedHashMap<StackService, Integer>();
        ports.forEach((name, port) -> {
            StackService.named(name)
                    .ifPresentOrElse(service -> portOf.put(service, port), () -> problems.add(unknown("--port", name)));
            if (port < 0 || port > 65_535) {
                problems.add("--port " + name + ": expected 0 to 65535, got " + port);
            }
        });
        Optional<ClickHouseKind> kind = ClickHouseKind.named(clickHouse);
        if (kind.isEmpty()) {
            problems.add("--clickhouse: expected one of " + ClickHouseKind.names() + ", got \"" + clickHouse + "\"");
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(Objects.requireNonNull(command).commandLine(), String.join("\n", problems));
        }
        var services = new LinkedHashMap<StackService, Integer>();
        for (StackService service : only.isEmpty() ? EnumSet.allOf(StackService.class) : chosen) {
            services.put(service, portOf.getOrDefault(service, service.defaultPort()));
        }
        return new StackPlan(
                services, kind.orElseThrow(), Optional.ofNullable(dataDirectory), Optional.ofNullable(readyFile));
    }

    private static String unknown(String option, String name) {
        return option + ": no such service \"" + name + "\"; the services are " + StackService.names();
    }
}
