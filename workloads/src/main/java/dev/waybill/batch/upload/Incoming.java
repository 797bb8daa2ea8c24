package dev.waybill.batch.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An upload on its way to disk. Closed before it was finished, it leaves nothing behind. Not thread-safe. */
public final class Incoming implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Path file;
    private final long most;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private long bytes;
    private boolean isFinished;

    Incoming(Path file, long most) throws IOException {
        this.file = file;
        this.most = most;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Takes the next bytes.
     *
     * @throws TooLargeException if there are more than are taken
     */
    public void write(ByteBuffer next) throws IOException {
        bytes += next.remaining();
        if (bytes > most) {
            throw new TooLargeException(most);
        }
        digest.update(next.duplicate());
        while (next.hasRemaining()) {
            channel.write(next);
        }
    }

    /** Takes all of {@code in}. */
    public void writeAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            write(ByteBuffer.wrap(buffer, 0, n));
        }
    }

    /** All is there: forced to disk when this returns. */
    public Received finish(String name) throws IOException {
        channel.force(true);
        channel.close();
        isFinished = true;
        return new Received(file, name, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        if (!isFinished) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
