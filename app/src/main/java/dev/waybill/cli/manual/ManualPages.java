package dev.waybill.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Writes one page of {@code man}, section 1, for each command of a tree. */
public final class ManualPages {
    private ManualPages() {}

    /** Writes them into {@code folder}, each named like its command: {@code waybill-batch-job.1}. */
    public static void write(CommandLine root, Path folder) throws IOException {
        Files.createDirectories(folder);
        writeBelow(root, folder);
    }

    private static void writeBelow(CommandLine command, Path folder) throws IOException {
        var page = new ManualPage(command.getCommandSpec());
        Files.writeString(folder.resolve(page.name() + ".1"), page.text());
        for (CommandLine below : command.getSubcommands().values()) {
            writeBelow(below, folder);
        }
    }
}
