package dev.waybill.cli.debug;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Writes small files in the form {@code ustar} of POSIX.1-1988: a header of 512 bytes each, and contents filled up to such blocks. Not
 * thread-safe.
 */
final class Tar {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;

    private final OutputStream out;
    private final long seconds;

    /** @param seconds since the epoch, the time of every file */
    Tar(OutputStream out, long seconds) {
        this.out = out;
        this.seconds = seconds;
    }

    /** Adds a file that only its owner may read. */
    void add(String name, byte[] content) throws IOException {
        out.write(header(name, content.length));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /** Two empty blocks say that no file follows. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private byte[] header(String name, int size) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name of at most " + LONGEST_NAME + " characters, got " + name);
        }
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0" + "0000000\0" + "0000000\0");
        put(header, 124, String.format("%011o\0", size));
        put(header, 136, String.format("%011o\0", seconds));
        Arrays.fill(header, CHECKSUM, CHECKSUM + CHECKSUM_BYTES, (byte) ' ');
        put(header, 156, "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, CHECKSUM, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
