package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.ReceiverSettings;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.idle.IdlePolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is received, and how. Filled by the parser, once. Names are upstream's where it has the same. Defaults are in the fields: one of
 * the parser's would overrule what is given in the other spelling.
 */
final class ReceiveOptions {
    private static final String NEW_GROUP = "create_new";
    private static final int USUAL_THREADS = 8;

    @Option(
            names = {"--topic", "--topic-name"},
            paramLabel = "TOPIC",
            description = "Where chunks come from. Default: test.")
    private @Nullable String topic;

    @Option(names = "--consumer-topic-name", paramLabel = "TOPIC", hidden = true, description = "The same.")
    private @Nullable String consumerTopic;

    @Option(
            names = {"--group", "--consumer-group-id"},
            paramLabel = "GROUP",
            description =
                    "The consumer group; create_new: a new one each time. Default: that of the settings, or create_new.")
    private @Nullable String group;

    @Option(
            names = "--n-threads",
            paramLabel = "N",
            description = "Files that are delivered at once. Default: " + USUAL_THREADS + ".")
    private int threads = USUAL_THREADS;

    @Option(
            names = "--download-regex",
            paramLabel = "REGEX",
            description = "Take only files whose path fits it from its start; chunks of others are passed over.")
    private @Nullable String regex;

    @Option(
            names = "--logger-file-path",
            paramLabel = "PATH",
            hidden = true,
            description = "Upstream's way to say where the registry is: a folder, or a file in it.")
    private @Nullable Path loggerFile;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers; those of the settings where none are given.")
    private @Nullable String servers;

    @Option(names = "--exit-at-end", description = "Stop once all that is there now is settled.")
    private boolean exitAtEnd;

    @Option(
            names = "--replay",
            description = "Instead of the topic, take what is parked in failures once more, and stop.")
    private boolean replay;

    @Option(
            names = "--idle-files",
            paramLabel = "POLICY",
            description = "What becomes of files that lack chunks and have had none for long: keep (they stay in "
                    + "STAGING; the default), or park:AGE (the chunks are parked after so long; 90s, 12h, 7d). "
                    + "Default: that of the settings.")
    private @Nullable String idle;

    /** What becomes of files that stay incomplete, as the command line or else the settings say. */
    IdlePolicy idlePolicy(IdlePolicy configured) {
        try {
            return idle == null ? configured : IdlePolicy.parse(idle);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "--idle-files", "got \"" + idle + '"')
                    .expected(IdlePolicy.FORMS);
        }
    }

    boolean isReplay() {
        return replay;
    }

    String topic() {
        String first = topic == null ? consumerTopic : topic;
        return first == null ? "test" : first;
    }

    @Nullable
    String servers() {
        return servers;
    }

    boolean isExitAtEnd() {
        return exitAtEnd;
    }

    /** The group, new or as named here or in the settings. */
    String group(Map<String, String> kafka) {
        String named = group == null ? kafka.getOrDefault("group.id", NEW_GROUP) : group;
        return named.equals(NEW_GROUP) ? "waybill-files-" + UUID.randomUUID() : named;
    }

    Optional<Pattern> pattern() {
        if (regex == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(regex.replace("(?P<", "(?<")));
        } catch (PatternSyntaxException e) {
            throw CommandException.at(
                            ExitCode.USAGE, "--download-regex", "got \"" + regex + "\": " + e.getDescription())
                    .expected("a regular expression");
        }
    }

    /** Where a receiver with this folder keeps what it knows. */
    ReceiverSettings settings(Path output, String group, AssemblySettings assembly) {
        try {
            return new ReceiverSettings(
                    output.resolve("STAGING").resolve(fileName(topic())),
                    registry(output),
                    topic(),
                    group,
                    assembly,
                    threads);
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "--n-threads", String.valueOf(e.getMessage()));
        }
    }

    private static String fileName(String topic) {
        if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.equals(".") || topic.equals("..")) {
            throw CommandException.at(ExitCode.USAGE, "--topic", "got \"" + topic + '"')
                    .expected("a name of letters, digits, dots, dashes and underscores");
        }
        return topic;
    }

    /** As upstream has it: a name with a dot is a file. */
    private Path registry(Path output) {
        if (loggerFile == null) {
            return output.resolve("LOGS");
        }
        boolean isFile = String.valueOf(loggerFile.getFileName()).contains(".");
        return isFile ? loggerFile.toAbsolutePath().resolveSibling("") : loggerFile;
    }
}
