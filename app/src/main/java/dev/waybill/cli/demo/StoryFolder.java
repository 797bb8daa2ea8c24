package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;

/** The folder of a story. Emptied at the start, but only if an earlier demo made it, which a file in it says. */
final class StoryFolder {
    private static final String MARK = ".waybill-demo";

    private StoryFolder() {}

    static void prepare(Path folder) {
        try {
            if (Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
                empty(folder);
            } else if (Files.exists(folder) && !isEmptyFolder(folder)) {
                throw CommandException.at(ExitCode.CONFLICT, folder.toString(), "is there, and no demo made it")
                        .expected("a folder of an earlier demo, an empty one, or none")
                        .next("waybill demo pid --output-dir DIR");
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MARK), "The next demo empties this folder.\n");
        } catch (IOException e) {
            throw CommandException.at(ExitCode.FAILED, folder.toString(), "cannot be made ready")
                    .because(e);
        }
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
