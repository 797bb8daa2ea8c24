package dev.waybill.local.debian;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Packages of the Debian release of this machine, in the user's cache. Thread-safe, and safe among processes. */
public final class DebianPackages {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "waybill");

    private DebianPackages() {}

    /**
     * The folder in which they are unpacked; fetched with {@code apt-get} where they are not there yet.
     *
     * @param name of the folder in the cache, which says which packages these are
     * @throws IOException with a reason for a person, where they cannot be had
     */
    public static Path unpacked(String name, String... packages) throws IOException, InterruptedException {
        Path folder = CACHE.resolve("debian-" + name);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        Files.createDirectories(CACHE);
        Path fetched = Files.createTempDirectory(CACHE, "fetched-");
        Path root = Files.createDirectory(fetched.resolve("root"));
        var download = new ArrayList<>(List.of("apt-get", "download"));
        download.addAll(List.of(packages));
        run(fetched, download);
        try (var files = Files.newDirectoryStream(fetched, "*.deb")) {
            for (Path each : files) {
                run(fetched, List.of("dpkg", "-x", each.toString(), root.toString()));
                Files.delete(each);
            }
        }
        publish(root, folder);
        Files.deleteIfExists(fetched);
        return folder;
    }

    /** Whole, or not at all; another process may have been faster. */
    private static void publish(Path root, Path folder) throws IOException {
        try {
            Files.move(root, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // theirs is as good
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException(command.get(0) + ": not on the PATH", e);
        }
        List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " " + command.get(1) + " failed: "
                    + (said.isEmpty() ? "it said nothing" : said.get(said.size() - 1)));
        }
    }
}
