package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The failure files that paths on the command line stand for. */
final class FailureFiles {
    private FailureFiles() {}

    /** Files as they are, folders as the {@code .jsonl} files directly inside, each once, in order. */
    static List<Path> of(List<Path> paths) {
        var files = new LinkedHashSet<Path>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(inside(path));
            } else if (Files.isRegularFile(path)) {
                files.add(path);
            } else {
                throw CommandException.at(ExitCode.NOT_FOUND, path.toString(), "no such file")
                        .expected("a failure file, or a folder of them, for example outputs/failures/r0");
            }
        }
        return new ArrayList<>(files);
    }

    private static List<Path> inside(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.filter(f -> f.toString().endsWith(".jsonl") && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
