package dev.waybill.cli.failures;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.Decision;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.edit.JsonEdit;
import dev.waybill.failure.edit.ValueDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code failures edit}: what a replay delivers in place of a parked record's value. */
@Command(
        name = "edit",
        description = {
            "Give a parked record another value; the next replay delivers that one.",
            "The original stays as it is beside it, and both are settled when the replay arrives."
        },
        footer = {
            "%nExamples:",
            "  waybill failures edit 7f3a --change /data/version=20190710 --reason \"typing error at the source\"",
            "  waybill failures edit 7f3a --file mended.json --dry-run",
            "  waybill failures edit 7f3a --restore"
        })
final class FailuresEdit implements Callable<Integer>, ChangingCommand {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "Its id, or how that begins, as waybill failures list shows it.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String id;

    @Option(names = "--file", paramLabel = "FILE", description = "The other value: the bytes of this file.")
    private @Nullable Path file;

    @Option(
            names = "--change",
            paramLabel = "/PLACE=CONTENT",
            description =
                    "The value is JSON: this place in it (RFC 6901) gets this content, JSON or else a text. May be given "
                            + "again.")
    private List<String> changes = new ArrayList<>();

    @Option(names = "--restore", description = "Take back what was edited.")
    private boolean restore;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with it.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Only show the difference.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    FailuresEdit(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !dryRun;
    }

    @Override
    public Integer call() throws IOException {
        requireOneWay();
        try (var parked = store.open(session)) {
            if (dryRun) {
                var entry = parked.only(id);
                show(entry, decision(entry));
                return ExitCode.DONE.status();
            }
            var reserved = parked.log().reserve();
            try {
                edit(parked);
            } finally {
                reserved.close();
            }
        }
        return ExitCode.DONE.status();
    }

    private void requireOneWay() {
        int ways = (file == null ? 0 : 1) + (changes.isEmpty() ? 0 : 1) + (restore ? 1 : 0);
        if (ways != 1) {
            throw CommandException.at(
                            ExitCode.USAGE,
                            "waybill failures edit",
                            ways == 0 ? "nothing says what the value is to be" : "more than one other value is given")
                    .expected("one of --file, --change and --restore");
        }
    }

    private void edit(OpenStore parked) throws IOException {
        var entry = parked.only(id);
        var decision = decision(entry);
        var note = new FailureNote(entry.mark(), InstantSource.system().instant(), session.user(), reason, decision);
        parked.log().note(List.of(note));
        show(entry, decision);
        session.terminal()
                .err()
                .println(
                        decision instanceof Decision.Restored
                                ? "the original value of " + entry.id() + " is what a replay delivers"
                                : "edited; next: waybill replay --id " + entry.id());
    }

    private Decision decision(FailureEntry entry) throws IOException {
        if (restore) {
            return new Decision.Restored();
        }
        if (file != null) {
            return new Decision.Edited(read(file));
        }
        byte[] value = entry.again().value();
        try {
            var edits = changes.stream().map(JsonEdit::parse).toList();
            return new Decision.Edited(JsonEdit.apply(value == null ? new byte[0] : value, edits));
        } catch (IllegalArgumentException e) {
            throw CommandException.at(ExitCode.USAGE, "--change", String.valueOf(e.getMessage()));
        }
    }

    private static byte[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no such file")
                    .expected("the file with the other value");
        }
        return Files.readAllBytes(file);
    }

    private void show(FailureEntry entry, Decision decision) {
        byte[] original = entry.parked().record().value();
        byte[] now = decision instanceof Decision.Edited edited ? edited.value() : original;
        var out = session.terminal().out();
        ValueDiff.between(original, now)
                .forEach(line -> out.println(Plain.visible(session.redactor().redact(line))));
    }
}
