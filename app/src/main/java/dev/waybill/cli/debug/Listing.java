package dev.waybill.cli.debug;

import dev.waybill.cli.output.Plain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is in a folder, by name: never what is in a file. */
final class Listing {
    private static final int DEEPEST = 4;
    private static final int MOST = 500;

    private Listing() {}

    /** A line for each file, after one for the folder; nothing where there is no such folder. */
    static String of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        try (var files = Files.walk(folder, DEEPEST)) {
            return files.limit(MOST).map(Listing::line).collect(Collectors.joining("", "", "\n"));
        } catch (IOException | UncheckedIOException e) {
            return folder + ": cannot be read: " + e.getMessage() + "\n\n";
        }
    }

    private static String line(Path file) {
        try {
            var facts = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String mode = (facts.isDirectory() ? "d" : facts.isSymbolicLink() ? "l" : "-")
                    + PosixFilePermissions.toString(facts.permissions());
            return String.format(
                    Locale.ROOT,
                    "%s %-12s %12d %s %s%n",
                    mode,
                    facts.owner().getName(),
                    facts.size(),
                    facts.lastModifiedTime(),
                    Plain.visible(file.toString()));
        } catch (IOException | UnsupportedOperationException e) {
            return file + ": " + e.getMessage() + "\n";
        }
    }
}
