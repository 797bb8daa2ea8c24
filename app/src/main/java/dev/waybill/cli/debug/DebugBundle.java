package dev.waybill.cli.debug;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code debug bundle}: one file for somebody who helps. */
@Command(
        name = "bundle",
        description = {
            "Put into one file what somebody who helps needs to see: versions, settings with their origin, what doctor finds, "
                    + "what running commands wait for, their metrics and threads, the end of the log, and what lies in the folders.",
            "Secrets are masked, and no record, no key of a record and no uploaded row is in it. Sends nothing anywhere. "
                    + "What it holds is listed first."
        },
        footer = {
            "%nExamples:",
            "  waybill debug bundle --dry-run",
            "  waybill debug bundle -c custom.toml -o for-support.tar.gz"
        })
final class DebugBundle implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'waybill-debug-'yyyyMMdd'T'HHmmss'Z.tar.gz'", Locale.ROOT);

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where it goes; a file that is there is not replaced. Default: waybill-debug-TIME.tar.gz here.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Only list what it would hold.")
    private boolean dryRun;

    DebugBundle(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        session.startLogging(new LogTarget(LogLevel.ERROR, Optional.empty()));
        var parts = new Contents(session).gather();
        try (var rows = OutputFormat.TABLE.writer(
                List.of("file", "bytes", "holds"), session.terminal().out())) {
            parts.forEach(part -> rows.row(List.of(part.name(), part.bytes().length, part.holds())));
        }
        var err = session.terminal().err();
        if (dryRun) {
            err.println("nothing is written; without --dry-run it is");
            return ExitCode.DONE.status();
        }
        Instant now = Instant.now();
        Path target = file == null ? Path.of(NAME.format(now.atOffset(ZoneOffset.UTC))) : file;
        write(parts, target, now);
        err.println("written to " + target + "; look into it before you hand it on: tar xzf " + target);
        return ExitCode.DONE.status();
    }

    private static void write(List<Part> parts, Path target, Instant now) throws IOException {
        try {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw CommandException.at(ExitCode.CONFLICT, target.toString(), "is there already")
                    .next("name another file with -o");
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(target))) {
            var tar = new Tar(out, now.getEpochSecond());
            for (Part part : parts) {
                tar.add("waybill-debug/" + part.name(), part.bytes());
            }
            tar.finish();
        }
    }
}
