package dev.waybill.pid.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the event files in the repository, and those recorded from real systems beside it. */
final class Samples {
    private static final Optional<Path> RECORDED = findRecorded();

    private Samples() {}

    /** Our own, always there. */
    static Path own() {
        return repository().resolve("examples/data/pid");
    }

    /** The recorded ones, where they are present; says so in one line where they are not. */
    static Optional<Path> recorded() {
        return RECORDED;
    }

    private static Optional<Path> findRecorded() {
        var shared = System.getProperty("waybill.shared");
        var root = shared == null ? repository().resolve("../shared") : Path.of(shared);
        var samples = root.resolve("data/piddiplatsch").normalize();
        if (Files.isDirectory(samples)) {
            return Optional.of(samples);
        }
        System.out.println("skipped: no recorded samples in ../shared/data/piddiplatsch");
        return Optional.empty();
    }

    static List<Path> jsonFilesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        var here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(".git"))) {
            here = Optional.ofNullable(here.getParent())
                    .orElseThrow(() -> new IllegalStateException("not inside the repository"));
        }
        return here;
    }
}
