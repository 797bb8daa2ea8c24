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
import org.jspecify.annotations.Nullable;

/** An upload on its way to disk. Closed before it was finished, it leaves nothing behind. Not thread-safe. */
public final class Incoming implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    /** Smaller ones are cut in no time when they are there. */
    private static final long WORTH_A_HEAD_START = 4L << 20;

    private final Path file;
    private final long most;
    private final HeadStarts headStarts;
    private final FileChannel channel;
    private final MessageDigest digest = sha256();
    private long bytes;
    private @Nullable HeadStart headStart;
    private boolean isTried;
    private boolean isFinished;

    Incoming(Path file, long most, HeadStarts headStarts) throws IOException {
        this.file = file;
        this.most = most;
        this.headStarts = headStarts;
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
        lookAhead();
    }

    private void lookAhead() throws IOException {
        if (!isTried && bytes >= WORTH_A_HEAD_START) {
            isTried = true;
            headStart = headStarts.begin(file).orElse(null);
        }
        if (headStart != null) {
            headStart.grow(bytes);
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
        if (headStart != null) {
            headStart.complete();
        }
        channel.force(true);
        channel.close();
        isFinished = true;
        return new Received(file, name, bytes, HexFormat.of().formatHex(digest.digest()), headStart);
    }

    @Override
    public void close() throws IOException {
        if (!isFinished) {
            if (headStart != null) {
                headStart.close();
            }
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
