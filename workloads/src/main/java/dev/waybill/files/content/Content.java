package dev.waybill.files.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bytes of a file, which can be read from any place, more than once and several times at once. */
public interface Content {
    /** In bytes. */
    long size() throws IOException;

    /** What follows the first {@code offset} bytes. */
    InputStream from(long offset) throws IOException;

    /** A file on disk, which must not change as long as it is being delivered. */
    static Content of(Path file) {
        return new Content() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream from(long offset) throws IOException {
                return Channels.newInputStream(FileChannel.open(file).position(offset));
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    /** Bytes in memory, which are not copied and must not change. */
    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream from(long offset) {
                int start = (int) Math.min(offset, bytes.length);
                return new ByteArrayInputStream(bytes, start, bytes.length - start);
            }

            @Override
            public String toString() {
                return bytes.length + " bytes in memory";
            }
        };
    }

    /** Parts in memory, one behind the other, which are not copied and must not change. */
    static Content of(List<ByteBuffer> parts) {
        return new Parts(List.copyOf(parts));
    }
}
