package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.RecordSender;
import dev.waybill.cli.kafka.SentRecord;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.settings.PidSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pid send}: puts events on the topic, and says where each one arrived. */
@Command(
        name = "send",
        description = "Send a message or files to the topic, and wait until each has arrived.",
        footer = {
            "%nExamples:",
            "  waybill pid send -p dataset.json",
            "  waybill pid send -m '{\"data\": {}}' --key test -o json"
        })
final class PidSend implements Callable<Integer> {
    private final Session session;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Source source;

    @Option(
            names = "--key",
            paramLabel = "K",
            description = "Else the file name without .json, or a UUID of the message.")
    private @Nullable String key;

    @Option(names = "--topic", paramLabel = "T", description = "Else consumer.topic.")
    private @Nullable String topic;

    @Option(names = "--raw", description = "Send bytes as they are, even if they are not JSON.")
    private boolean raw;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    /** What is sent: one of the two. */
    static final class Source {
        @Option(
                names = {"-m", "--message"},
                required = true,
                paramLabel = "JSON",
                description = "The message itself.")
        @Nullable
        String message;

        @Option(
                names = {"-p", "--path"},
                required = true,
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files, one message each.")
        List<Path> files = new ArrayList<>();
    }

    PidSend(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PidSettings settings = session.pidRun().settings();
        List<Outgoing> records = records();
        String target = topic == null ? settings.topic() : topic;

        try (Topics topics = Topics.connect(settings.kafka())) {
            if (topics.ensure(target, Optional.empty(), Optional.empty())) {
                session.terminal().err().println("topic " + target + " created");
            }
        }
        try (var sender = RecordSender.connect(settings.kafka());
                var rows = output.writer(
                        List.of("topic", "partition", "offset", "key"),
                        session.terminal().out())) {
            for (Outgoing record : records) {
                SentRecord sent = sender.send(target, record.key(), record.value());
                rows.row(List.of(sent.topic(), sent.partition(), sent.offset(), sent.key()));
                echo(record);
            }
        }
        return ExitCode.DONE.status();
    }

    private List<Outgoing> records() {
        if (source.message != null) {
            return List.of(checked(Outgoing.message(source.message, Optional.ofNullable(key))));
        }
        if (key != null && source.files.size() > 1) {
            throw CommandException.at(ExitCode.USAGE, "--key", "one key for " + source.files.size() + " files")
                    .expected("one file, or no --key");
        }
        // Everything is read and checked before the first record leaves.
        return source.files.stream()
                .map(file -> checked(Outgoing.file(file, Optional.ofNullable(key))))
                .toList();
    }

    private Outgoing checked(Outgoing record) {
        if (!raw) {
            JsonCheck.require(record.value(), record.where());
        }
        return record;
    }

    private void echo(Outgoing record) {
        if (session.options().verbose()) {
            String value = new String(record.value(), StandardCharsets.UTF_8);
            session.terminal().err().println(record.key() + "  " + Plain.visible(value.strip()));
        }
    }
}
