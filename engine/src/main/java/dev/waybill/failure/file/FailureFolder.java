package dev.waybill.failure.file;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The failure files below a folder, at one moment. */
final class FailureFolder {
    private static final Pattern ROUND = Pattern.compile("r([0-9]{1,6})");

    /** The beginning of a file: what was in it at one moment. */
    record Part(Path file, long bytes) {}

    private FailureFolder() {}

    /** Those of the first round first, then by name, which is by date. */
    static List<Part> filesIn(Path folder) throws IOException {
        var parts = new ArrayList<Part>();
        for (Path round : rounds(folder)) {
            try (var files = Files.list(round)) {
                var names = files.filter(file -> file.toString().endsWith(".jsonl"));
                for (Path file : names.sorted(comparing(Path::toString)).toList()) {
                    parts.add(new Part(file, Files.size(file)));
                }
            }
        }
        return parts;
    }

    /** One file. */
    static List<Part> file(Path file) throws IOException {
        return List.of(new Part(file, Files.size(file)));
    }

    /** The folder whose round {@code file} lies in, if it lies in one. */
    static Optional<Path> holding(Path file) {
        Path round = file.toAbsolutePath().normalize().getParent();
        return round == null || round.getFileName() == null || numberOf(round) < 0
                ? Optional.empty()
                : Optional.ofNullable(round.getParent());
    }

    private static List<Path> rounds(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(entry -> numberOf(entry) >= 0 && Files.isDirectory(entry))
                    .sorted(comparingInt(FailureFolder::numberOf))
                    .toList();
        }
    }

    private static int numberOf(Path round) {
        var name = ROUND.matcher(round.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }
}
