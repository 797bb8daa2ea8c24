package dev.waybill.cli.pid;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.settings.PidSettings;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pid init}: creates the topics that are read. */
@Command(
        name = "init",
        description = "Create the topic, and the retry topic if there is one. Does nothing where they exist.",
        footer = {"%nExamples:", "  waybill pid init", "  waybill pid -c custom.toml init --partitions 12"})
final class PidInit implements Callable<Integer> {
    private final Session session;

    @Option(names = "--partitions", paramLabel = "N", description = "Of a new topic; else what the broker gives.")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication",
            paramLabel = "N",
            description = "Copies of a new topic; else what the broker gives.")
    private @Nullable Short replication;

    PidInit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PidSettings settings = session.pidRun().settings();
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(settings.topic());
        settings.retryTopic().ifPresent(wanted::add);

        try (Topics topics = Topics.connect(settings.kafka())) {
            for (String topic : wanted) {
                boolean created =
                        topics.ensure(topic, Optional.ofNullable(partitions), Optional.ofNullable(replication));
                session.terminal().out().println("topic " + topic + (created ? " created" : " exists already"));
            }
        }
        return ExitCode.DONE.status();
    }
}
