package dev.waybill.files.upload;

import dev.waybill.files.registry.FileState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a file from start to end, piece by piece, with a checksum of all that was read: two readings that differ in it saw different
 * contents. Used by one thread.
 */
final class FileReading implements AutoCloseable {
    private final Path path;
    private final FileState state;
    private final InputStream in;
    private final CRC32C checksum = new CRC32C();

    private FileReading(Path path, FileState state, InputStream in) {
        this.path = path;
        this.state = state;
        this.in = in;
    }

    static FileReading open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return new FileReading(path, FileState.of(path), in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** As it was when the reading began. */
    FileState state() {
        return state;
    }

    /** The next {@code length} bytes, in {@code buffer} from its start. */
    void next(byte[] buffer, int length) throws IOException, ChangedException {
        if (in.readNBytes(buffer, 0, length) < length) {
            throw new ChangedException();
        }
        checksum.update(buffer, 0, length);
    }

    /** Fails if the file is no longer as it was. */
    void requireUnchanged() throws IOException, ChangedException {
        if (!FileState.of(path).equals(state)) {
            throw new ChangedException();
        }
    }

    /** Of all that was read so far. */
    long checksum() {
        return checksum.getValue();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
