package dev.waybill.cli.batch;

import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.model.SchemaException;
import dev.waybill.batch.read.UnreadableFileException;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command is given, and what to say where they are not what they should be. */
final class LocalFile {
    /** Nothing of it is inserted, so that only memory counts. */
    private static final BlockSize SMALL = new BlockSize(1 << 20, 50_000);

    private LocalFile() {}

    /** The schema in a model's file. */
    static Schema schema(Path file) throws IOException {
        try {
            return Schema.parse(text(file));
        } catch (SchemaException e) {
            throw CommandException.at(
                            ExitCode.USAGE, file.toString(), String.join(System.lineSeparator() + "  ", e.problems()))
                    .next(
                            "waybill batch model infer DATA   makes a model of a file; docs/batch/model.md lists the types");
        }
    }

    /** All of a small file. */
    static String text(Path file) throws IOException {
        require(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw CommandException.at(ExitCode.USAGE, file.toString(), "is not UTF-8");
        }
    }

    /** The rows of a data file. */
    static BlockCutter rows(Path file) throws IOException {
        require(file);
        try {
            return BlockCutter.open(file, SMALL);
        } catch (UnreadableFileException e) {
            throw unreadable(file, e);
        }
    }

    static CommandException unreadable(Path file, UnreadableFileException e) {
        return CommandException.at(ExitCode.FAILED, file.toString(), String.valueOf(e.getMessage()))
                .because(e);
    }

    /** That it is there, and no folder. */
    static void require(Path file) {
        if (Files.notExists(file)) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "no such file");
        }
        if (Files.isDirectory(file)) {
            throw CommandException.at(ExitCode.USAGE, file.toString(), "a folder")
                    .expected("a file");
        }
        if (!Files.isReadable(file)) {
            throw CommandException.at(ExitCode.NOT_ALLOWED, file.toString(), "may not be read");
        }
    }
}
