package dev.waybill.files.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside the old one and takes its place at once: whoever reads sees one or the other, whole. */
final class Replacement {
    /** Writes the text. */
    interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private Replacement() {}

    static void write(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(beside, UTF_8)) {
            content.writeTo(out);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
