package dev.waybill.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python 3 that has psycopg2: the machine's own or, beside it, Debian's package, unpacked into the user's cache and not installed.
 *
 * @param environment to add to that of a program
 */
public record PythonWithPostgres(String program, Map<String, String> environment) {
    private static final List<String> PACKAGES = List.of("python3-psycopg2", "libpq5");
    private static final List<String> PROGRAMS = List.of("python3", "/usr/bin/python3");

    /** Empty where there is none and none can be had. */
    public static Optional<PythonWithPostgres> find() throws IOException, InterruptedException {
        for (String program : PROGRAMS) {
            var own = new PythonWithPostgres(program, Map.of());
            if (own.works()) {
                return Optional.of(own);
            }
        }
        Optional<Path> unpacked = unpacked();
        if (unpacked.isPresent()) {
            var beside = Map.of(
                    "PYTHONPATH",
                    unpacked.get().resolve("usr/lib/python3/dist-packages").toString(),
                    "LD_LIBRARY_PATH",
                    unpacked.get().resolve("usr/lib/x86_64-linux-gnu").toString());
            for (String program : PROGRAMS) {
                var debian = new PythonWithPostgres(program, beside);
                if (debian.works()) {
                    return Optional.of(debian);
                }
            }
        }
        return Optional.empty();
    }

    private boolean works() throws InterruptedException {
        try {
            var builder = new ProcessBuilder(program, "-c", "import psycopg2")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> unpacked() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "waybill", "debian-psycopg2");
        Path whole = folder.resolve("whole");
        if (Files.exists(whole)) {
            return Optional.of(folder);
        }
        Path packages = Files.createTempDirectory("waybill-packages-");
        for (String each : PACKAGES) {
            if (!run(packages, "apt-get", "download", each)) {
                return Optional.empty();
            }
        }
        Files.createDirectories(folder);
        try (var files = Files.list(packages)) {
            for (Path each : files.toList()) {
                if (!run(packages, "dpkg", "-x", each.toString(), folder.toString())) {
                    return Optional.empty();
                }
                Files.delete(each);
            }
        }
        Files.delete(packages);
        Files.createFile(whole);
        return Optional.of(folder);
    }

    private static boolean run(Path folder, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
