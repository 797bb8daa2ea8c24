package dev.waybill.cli.failures;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.RowWriter;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.SettledFile;
import dev.waybill.replay.ReplayAudit;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code failures purge}: deletes the files of which all was replayed. */
@Command(
        name = "purge",
        description = {
            "Delete failure files of which every record has arrived since, or was parked anew.",
            "What waits for a replay stays, and so does everything that is in one file with it. "
                    + "What was deleted is in replays.jsonl beside the parked records."
        },
        footer = {
            "%nExamples:",
            "  waybill failures purge --replayed --older-than 30d --dry-run",
            "  waybill failures purge --replayed --older-than 30d --failures outputs/failures"
        })
final class FailuresPurge implements Callable<Integer>, ChangingCommand {
    private static final List<String> COLUMNS = List.of("file", "records", "newest");

    private final Session session;

    @Option(
            names = "--replayed",
            required = true,
            description = "Say that replayed records are meant; no others can be.")
    @SuppressWarnings("UnusedVariable") // asked for, so that the command line says what goes
    private boolean replayed;

    @Option(
            names = "--older-than",
            required = true,
            paramLabel = "AGE",
            description = "Whose last record was parked so long ago, such as 30d, or before 2026-01-31.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String olderThan;

    @Option(names = "--dry-run", description = "Only show which would be deleted.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    private final LongAdder purgedFiles = new LongAdder();
    private final LongAdder purgedRecords = new LongAdder();

    FailuresPurge(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !dryRun;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("files", purgedFiles.sum(), "records", purgedRecords.sum());
    }

    @Override
    public Integer call() throws IOException {
        var clock = InstantSource.system();
        Instant before = new Moment(clock).parse(olderThan, "--older-than");
        try (var parked = store.open(session)) {
            var files = filesOf(parked);
            try (var rows = output.format().writer(COLUMNS, session.terminal().out())) {
                if (dryRun) {
                    files.settled(before).forEach(file -> show(file, rows));
                } else {
                    purge(files, before, clock, rows);
                }
            }
        }
        return ExitCode.DONE.status();
    }

    private static FileFailureLog filesOf(OpenStore parked) {
        if (parked.log() instanceof FileFailureLog files) {
            return files;
        }
        throw CommandException.at(ExitCode.USAGE, parked.place(), "the brokers keep a failure topic")
                .expected("a folder, with --failures DIR; a topic is cut with kafka-delete-records.sh");
    }

    private void purge(FileFailureLog files, Instant before, InstantSource clock, RowWriter rows) throws IOException {
        var audit = ReplayAudit.in(files.folder());
        var reserved = files.reserve();
        try {
            for (SettledFile file : files.settled(before)) {
                audit.deletes(file.file(), file.records(), session.user(), clock.instant());
                if (file.delete()) {
                    purgedFiles.increment();
                    purgedRecords.add(file.records());
                    show(file, rows);
                } else {
                    session.terminal().err().println(file.file() + " is kept: it grew meanwhile");
                }
            }
        } finally {
            reserved.close();
        }
    }

    private static void show(SettledFile file, RowWriter rows) {
        rows.row(List.of(file.file().toString(), file.records(), file.newest()));
    }
}
