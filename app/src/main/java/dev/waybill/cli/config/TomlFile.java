package dev.waybill.cli.config;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads settings in TOML. */
final class TomlFile {
    private TomlFile() {}

    static FileEntries read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "no such configuration file")
                    .expected("a TOML file")
                    .next("waybill config explain   lists what such a file may say");
        }
        try {
            return of(file, Toml.parse(file));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "cannot be read")
                    .because(e);
        }
    }

    private static FileEntries of(Path file, TomlParseResult toml) {
        List<Problem> problems = toml.errors().stream()
                .map(e -> Problem.error(origin(file, e.position()), "", firstLine(e.getMessage())))
                .toList();
        List<FileEntries.Entry> entries = new ArrayList<>();
        for (List<String> path : toml.keyPathSet()) {
            Object value = Objects.requireNonNull(toml.get(path));
            TomlPosition position = Objects.requireNonNull(toml.inputPositionOf(path));
            entries.add(new FileEntries.Entry(String.join(".", path), plain(value), origin(file, position)));
        }
        entries.sort(Comparator.comparing(
                (FileEntries.Entry e) -> (Origin.InFile) e.origin(),
                Comparator.comparingInt(Origin.InFile::line).thenComparingInt(Origin.InFile::column)));
        return new FileEntries(entries, problems);
    }

    private static Origin origin(Path file, TomlPosition position) {
        return new Origin.InFile(file, position.line(), position.column());
    }

    private static Object plain(Object value) {
        return value instanceof TomlArray array ? array.toList() : value;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "not TOML" : message.lines().findFirst().orElse("not TOML");
    }
}
