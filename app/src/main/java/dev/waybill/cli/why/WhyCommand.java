package dev.waybill.cli.why;

import dev.waybill.cli.access.CallOptions;
import dev.waybill.cli.config.LauncherVariables;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.GroupLedger;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.server.presence.PresenceFolder;
import dev.waybill.why.Why;
import dev.waybill.why.WhyJson;
import dev.waybill.why.WhyText;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code why}: what a pipeline waits for. */
@Command(
        name = "why",
        description = {
            "Say what a pipeline waits for: the record, its attempts, its last error, what a kill now would repeat, "
                    + "and when retention would delete it.",
            "Asks the process itself, or, with --group, the brokers."
        },
        footer = {
            "%nExamples:",
            "  waybill why",
            "  waybill why --url http://127.0.0.1:8077 -o json",
            "  waybill why --group piddiplatsch-001 --bootstrap-server localhost:9092"
        })
public final class WhyCommand implements Callable<Integer> {
    private final Session session;

    @ArgGroup
    private @Nullable Whom whom;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers to ask for --group; those of the settings where none are given.")
    private @Nullable String servers;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default) or json.")
    private WhyFormat output = WhyFormat.TABLE;

    @Mixin
    private final CallOptions call = new CallOptions();

    public WhyCommand(Session session) {
        this.session = session;
    }

    private static final class Whom {
        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "The process to ask, as its --http printed it. Also " + LauncherVariables.URL
                        + "; the only one of yours that runs here, where none is given.")
        private @Nullable String url;

        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "A consumer group whose process cannot be asked: what it has committed, and what not.")
        private @Nullable String group;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (whom != null && whom.group != null) {
            print(ofGroup(whom.group));
        } else {
            print(new WhyClient(url(), call.shown(session), call.client()).ask(output));
        }
        return ExitCode.DONE.status();
    }

    private URI url() {
        if (whom != null && whom.url != null) {
            return checked(whom.url, "--url");
        }
        return session.variable(LauncherVariables.URL)
                .map(text -> checked(text, LauncherVariables.URL))
                .orElseGet(this::onlyOne);
    }

    /** The one that runs here; the usual address where none says so, because one of another user may be there. */
    private URI onlyOne() {
        var running = session.runFolder().map(PresenceFolder::running).orElse(List.of());
        if (running.size() > 1) {
            var err = session.terminal().err();
            running.forEach(one -> err.printf(
                    "%-12s pid %-8d %s   %s%n", one.pipeline(), one.pid(), one.url(), Plain.visible(one.command())));
            throw CommandException.at(ExitCode.USAGE, "why", running.size() + " pipelines run here, see above")
                    .expected("one of them")
                    .next("waybill why --url " + running.get(0).url());
        }
        return running.isEmpty()
                ? URI.create("http://127.0.0.1:" + WatchOptions.USUAL_PORT)
                : running.get(0).url();
    }

    private static URI checked(String text, String where) {
        if (!text.matches("https?://[^/?#@\\s]+/?")) {
            throw CommandException.at(ExitCode.USAGE, where, "got \"" + text + '"')
                    .expected("an address such as http://127.0.0.1:" + WatchOptions.USUAL_PORT);
        }
        return URI.create(text);
    }

    private String ofGroup(String group) {
        Why why = GroupLedger.read(kafka(), group);
        return output == WhyFormat.JSON ? WhyJson.write(why) + "\n" : WhyText.write(why);
    }

    private Map<String, String> kafka() {
        var brokers = new Brokers(servers);
        boolean isAllSaid = servers != null && session.options().config().isEmpty();
        return brokers.properties(
                isAllSaid ? Map.of() : session.pidRun().settings().kafka());
    }

    private void print(String answer) {
        var out = session.terminal().out();
        answer.lines().map(session.redactor()::redact).map(Plain::visible).forEach(out::println);
    }
}
