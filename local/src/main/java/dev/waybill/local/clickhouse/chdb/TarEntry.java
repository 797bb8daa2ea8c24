package dev.waybill.local.clickhouse.chdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file out of a tar archive. */
final class TarEntry {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;

    private TarEntry() {}

    static void extract(InputStream tar, String name, Path target) throws IOException {
        for (byte[] header = tar.readNBytes(BLOCK);
                header.length == BLOCK && header[0] != 0;
                header = tar.readNBytes(BLOCK)) {
            long size = Long.parseLong(text(header, SIZE_AT, SIZE_BYTES), 8);
            if (text(header, 0, NAME_BYTES).equals(name)) {
                copy(tar, size, target);
                return;
            }
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        throw new IOException("there is no " + name + " in the archive");
    }

    private static void copy(InputStream tar, long size, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] part = new byte[1 << 16];
            for (long left = size; left > 0; ) {
                int length = tar.read(part, 0, (int) Math.min(part.length, left));
                if (length < 0) {
                    throw new EOFException("the archive ends too early");
                }
                out.write(part, 0, length);
                left -= length;
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0 && header[end] != ' ') {
            end++;
        }
        return new String(header, at, end - at, ISO_8859_1);
    }
}
