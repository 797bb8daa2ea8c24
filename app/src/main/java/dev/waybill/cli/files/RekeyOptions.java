package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From where to where chunks are copied. Filled by the parser, once. */
final class RekeyOptions {
    @Option(
            names = {"--topic", "--topic-name"},
            paramLabel = "TOPIC",
            description = "Where chunks come from. Default: test.")
    private String from = "test";

    @Option(
            names = "--to",
            paramLabel = "TOPIC",
            description =
                    "Where they go; created with as many partitions if it does not exist. Default: that of --topic "
                            + "and \"-by-file\".")
    private @Nullable String to;

    @Option(
            names = {"--group", "--consumer-group-id"},
            paramLabel = "GROUP",
            description =
                    "The consumer group. Default: waybill-files-rekey-to- and the name of --to; another one copies "
                            + "all again.")
    private @Nullable String group;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers; those of the settings where none are given.")
    private @Nullable String servers;

    /** Refuses what no topic is called, and a topic that would be copied to itself. */
    void check() {
        requireName("--topic", from);
        requireName("--to", to());
        if (from.equals(to())) {
            throw CommandException.at(ExitCode.USAGE, "--to", "got \"" + to() + "\", which is --topic too")
                    .expected("another topic");
        }
    }

    private static void requireName(String option, String topic) {
        if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.equals(".") || topic.equals("..")) {
            throw CommandException.at(ExitCode.USAGE, option, "got \"" + topic + '"')
                    .expected("a name of letters, digits, dots, dashes and underscores");
        }
    }

    String from() {
        return from;
    }

    String to() {
        return to == null ? from + "-by-file" : to;
    }

    String group() {
        return group == null ? "waybill-files-rekey-to-" + to() : group;
    }

    @Nullable
    String servers() {
        return servers;
    }
}
