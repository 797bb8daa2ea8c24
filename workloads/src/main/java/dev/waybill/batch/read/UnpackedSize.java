package dev.waybill.batch.read;

import java.io.IOException;
import java.nio.file.Path;

/** How large a file is without the compression around it. */
public final class UnpackedSize {
    private static final int BUFFER = 1 << 16;

    private UnpackedSize() {}

    /**
     * Whether compressed data becomes more than {@code most} bytes; never of a file that is not compressed. Reads no further than
     * that, and no further than the data is sound.
     */
    public static boolean isBeyond(Path file, long most) throws IOException {
        try (var open = OpenFile.open(file)) {
            return open.isCompressed() && isBeyond(open, most);
        } catch (UnreadableFileException e) {
            return false; // who cuts it says what is wrong with it
        }
    }

    private static boolean isBeyond(OpenFile open, long most) throws IOException, UnreadableFileException {
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int n = open.read(buffer, 0, BUFFER); n >= 0 && bytes <= most; n = open.read(buffer, 0, BUFFER)) {
            bytes += n;
        }
        return bytes > most;
    }
}
