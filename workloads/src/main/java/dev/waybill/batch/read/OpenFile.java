package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdIOException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * A file with what was seen of it: compression taken off, byte order mark skipped. Memory does not depend on its size, nor on what
 * it claims to be.
 *
 * <p>Used by one thread.
 */
public final class OpenFile implements AutoCloseable {
    private final CountedStream raw;
    private final InputStream content;
    private final Compression compression;
    private final FileKind kind;

    private OpenFile(CountedStream raw, InputStream content, Compression compression, FileKind kind) {
        this.raw = raw;
        this.content = content;
        this.compression = compression;
        this.kind = kind;
    }

    /**
     * Looks at the beginning of {@code file}.
     *
     * @throws UnreadableFileException where the file is none that can be read
     */
    public static OpenFile open(Path file) throws IOException, UnreadableFileException {
        return open(Files.newInputStream(file));
    }

    /** Looks at the beginning of a file that {@code in} reads, and closes it where it fails. */
    public static OpenFile open(InputStream in) throws IOException, UnreadableFileException {
        var raw = new CountedStream(in);
        try {
            var buffered = new BufferedInputStream(raw, 1 << 16);
            Compression compression = Compression.of(head(buffered));
            InputStream content = open(buffered, compression);
            try {
                FileKind kind = FileKind.of(head(content));
                skipMark(content);
                return new OpenFile(raw, content, compression, kind);
            } catch (EOFException | ZipException | ZstdIOException e) {
                throw broken(compression, e);
            }
        } catch (IOException | UnreadableFileException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream open(InputStream file, Compression compression)
            throws IOException, UnreadableFileException {
        if (compression == Compression.NONE) {
            return file;
        }
        try {
            return new BufferedInputStream(compression.around(file), 1 << 16);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw broken(compression, e);
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        in.mark(FileKind.LOOK);
        byte[] head = in.readNBytes(FileKind.LOOK);
        in.reset();
        return head;
    }

    private static void skipMark(InputStream in) throws IOException {
        in.mark(Utf8.BOM.length());
        byte[] first = in.readNBytes(Utf8.BOM.length());
        if (!Utf8.BOM.equals(new String(first, ISO_8859_1))) {
            in.reset();
        }
    }

    private static UnreadableFileException broken(Compression compression, IOException e) {
        return new UnreadableFileException(
                "the " + compression.word() + " data is damaged or breaks off: " + e.getMessage(), e);
    }

    public FileKind kind() {
        return kind;
    }

    public boolean isCompressed() {
        return compression != Compression.NONE;
    }

    /** Bytes of the file on disk that were read so far. */
    public long bytesRead() {
        return raw.count();
    }

    /**
     * Reads on.
     *
     * @return bytes that were read; -1 at the end
     * @throws UnreadableFileException where compressed data is damaged
     */
    public int read(byte[] into, int from, int length) throws IOException, UnreadableFileException {
        try {
            return content.read(into, from, length);
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw broken(compression, e);
        }
    }

    @Override
    public void close() throws IOException {
        try (raw) {
            content.close();
        }
    }
}
