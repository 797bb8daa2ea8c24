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

/** What a TOML file says, key by key with its place, and what is wrong with its form. */
record TomlFile(List<Entry> entries, List<Problem> problems) {
    /** One key; quoted and unquoted dots are the same, so that a forgotten quote does no harm. */
    record Entry(String key, Object value, Origin origin) {
        @Override
        public String toString() {
            return key + " (" + origin + ")"; // the value may be a secret
        }
    }

    static final TomlFile NONE = new TomlFile(List.of(), List.of());

    static TomlFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "no such configuration file")
                    .expected("a TOML file")
                    .next("waybill pid config explain   lists what such a file may say");
        }
        try {
            return of(file, Toml.parse(file));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "cannot be read")
                    .because(e);
        }
    }

    private static TomlFile of(Path file, TomlParseResult toml) {
        List<Problem> problems = toml.errors().stream()
                .map(e -> Problem.error(origin(file, e.position()), "", firstLine(e.getMessage())))
                .toList();
        List<Entry> entries = new ArrayList<>();
        for (List<String> path : toml.keyPathSet()) {
            Object value = Objects.requireNonNull(toml.get(path));
            TomlPosition position = Objects.requireNonNull(toml.inputPositionOf(path));
            entries.add(new Entry(String.join(".", path), plain(value), origin(file, position)));
        }
        entries.sort(Comparator.comparing(
                (Entry e) -> (Origin.InFile) e.origin(),
                Comparator.comparingInt(Origin.InFile::line).thenComparingInt(Origin.InFile::column)));
        return new TomlFile(entries, problems);
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
