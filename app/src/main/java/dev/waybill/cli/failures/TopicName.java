package dev.waybill.cli.failures;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.failure.topic.FailureTopic;
import dev.waybill.pid.settings.PidSettings;
import java.util.Optional;

/** The name of a failure topic, taken apart. */
final class TopicName {
    private static final String SUFFIX = ".failed";

    private TopicName() {}

    /** The one in which a run with these settings parks; they were checked to name one. */
    static FailureTopic of(PidSettings settings) {
        return new FailureTopic(settings.topic(), settings.kafka().getOrDefault("group.id", ""));
    }

    /** Where the group of the settings is in the name, it tells which dot is the border; else the last one is. */
    static FailureTopic of(String name, Optional<PidSettings> settings) {
        String group = settings.map(s -> s.kafka().getOrDefault("group.id", "")).orElse("");
        String beginning = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        int border = !group.isEmpty() && beginning.endsWith("." + group)
                ? beginning.length() - group.length() - 1
                : beginning.lastIndexOf('.');
        if (border <= 0) {
            throw wrong(name, "a name such as orders.ledger.failed");
        }
        try {
            return new FailureTopic(beginning.substring(0, border), beginning.substring(border + 1));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "what Kafka takes as a topic's name").because(e);
        }
    }

    private static CommandException wrong(String name, String expected) {
        return CommandException.at(ExitCode.USAGE, "--failure-topic", "got \"" + name + '"')
                .expected(expected);
    }
}
