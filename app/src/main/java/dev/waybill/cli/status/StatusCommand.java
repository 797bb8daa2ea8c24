package dev.waybill.cli.status;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.waybill.cli.access.CallOptions;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.server.presence.PresenceFolder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: all that runs here, a line each. */
@Command(
        name = "status",
        description = {
            "Show how everything fares that is known here: the running commands of this user, batch jobs, product jobs, "
                    + "and the processes and groups that are named.",
            "waybill why says more of one of them."
        },
        footer = {
            "%nExamples:",
            "  waybill status",
            "  waybill status --watch",
            "  waybill status --url http://worker-2:8077 --group piddiplatsch-001 -o json"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final Duration EVERY = ofSeconds(2);
    private static final String CLEARED = "\u001b[H\u001b[2J";

    private final Session session;

    @Option(names = "--url", paramLabel = "URL", description = "A process to ask as well, as its --http printed it.")
    private List<String> urls = List.of();

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "A consumer group whose process cannot be asked: what it has not committed.")
    private List<String> groups = List.of();

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers to ask for --group; those of the settings where none are given.")
    private @Nullable String servers;

    @Mixin
    private final CallOptions call = new CallOptions();

    @Option(names = "--watch", description = "Look again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    public StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (watch && (output == OutputFormat.JSON || output == OutputFormat.CSV)) {
            throw CommandException.at(ExitCode.USAGE, "--watch", "got -o " + output)
                    .expected("table or jsonl with it");
        }
        session.startLogging(new LogTarget(LogLevel.ERROR, Optional.empty()));
        var addresses = urls.stream().map(StatusCommand::address).toList();
        Map<String, String> kafka = groups.isEmpty() ? Map.of() : kafka();
        var processes = new Processes(call.client(), call.shown(session));
        do {
            print(look(processes, addresses, kafka));
        } while (watch && isToGoOn());
        return ExitCode.DONE.status();
    }

    private List<Standing> look(Processes processes, List<URI> addresses, Map<String, String> kafka)
            throws InterruptedException {
        var running = session.runFolder().map(PresenceFolder::running).orElse(List.of());
        var surroundings = new Surroundings(session);
        var standings = new ArrayList<>(processes.look(running, addresses));
        groups.forEach(group -> standings.add(surroundings.group(kafka, group)));
        standings.addAll(surroundings.batchJobs());
        standings.addAll(surroundings.productJobs());
        return standings;
    }

    private void print(List<Standing> standings) {
        var terminal = session.terminal();
        if (watch && output == OutputFormat.TABLE && terminal.outIsScreen()) {
            terminal.out().print(CLEARED);
        }
        try (var rows = output.writer(Standing.COLUMNS, terminal.out())) {
            standings.forEach(standing -> rows.row(standing.row()));
        }
        if (standings.isEmpty()) {
            terminal.err().println("nothing of this user runs here, and nothing else is named");
            terminal.err().println("  next: waybill up   starts all of it; --url URL asks a process elsewhere");
        }
    }

    private static boolean isToGoOn() throws InterruptedException {
        NANOSECONDS.sleep(EVERY.toNanos());
        return true;
    }

    private Map<String, String> kafka() {
        boolean isAllSaid = servers != null && session.configFile().isEmpty();
        return new Brokers(servers).properties(isAllSaid ? Map.of() : session.kafka("consumer"));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^/?#@\\s]+/?")) {
            throw CommandException.at(ExitCode.USAGE, "--url", "got \"" + text + '"')
                    .expected("an address such as http://127.0.0.1:8077");
        }
        return URI.create(text);
    }
}
