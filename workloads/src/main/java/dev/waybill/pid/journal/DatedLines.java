package dev.waybill.pid.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Lines in one file per UTC day: {@code <folder>/<name>_<date>.jsonl}. Thread-safe: guarded by {@code this}. */
final class DatedLines {
    private final Path folder;
    private final String name;
    private final InstantSource clock;

    DatedLines(Path folder, String name, InstantSource clock) {
        this.folder = folder;
        this.name = name;
        this.clock = clock;
    }

    /** Appends whole lines; each must end with a line feed. */
    synchronized void append(String lines) {
        var date = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + "_" + date + ".jsonl"), lines.getBytes(UTF_8), CREATE, APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }
}
