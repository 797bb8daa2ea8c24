package dev.waybill.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The end of a file of text. */
final class Tail {
    private static final int MOST_BYTES = 256 << 10;

    private Tail() {}

    /** Whole lines, 256 KiB at most; why there are none, where it cannot be read. */
    static String of(Path file) {
        try (var opened = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, opened.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) (opened.length() - from)];
            opened.seek(from);
            opened.readFully(bytes);
            String text = new String(bytes, UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            return "cannot be read: " + e.getMessage() + "\n";
        }
    }
}
