package dev.waybill.batch.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads that come in several requests, and go on after a restart. How much is there is the length of the file, forced to disk
 * before anybody is told.
 *
 * <p>Thread-safe: of two requests for one upload the second is refused.
 */
public final class ResumableUploads {
    private static final String PREFIX = "resumable-";
    private static final String ABOUT = ".about";
    private static final String PART = ".part";
    private static final int BUFFER = 64 << 10;

    private final Path folder;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public ResumableUploads(Spool spool) {
        this.folder = spool.folder();
    }

    /**
     * An upload as far as it is.
     *
     * @param name as its sender calls it, for people only
     */
    public record State(String id, String name, long offset, long length) {
        public boolean isWhole() {
            return offset == length;
        }
    }

    /** Another request has the same upload in hand, or had it since its state was looked up. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Begins an upload of {@code length} bytes. */
    public State create(String name, long length) throws IOException {
        String id = UUID.randomUUID().toString();
        FileChannel.open(part(id), CREATE_NEW, WRITE).close();
        Path whole = folder.resolve(PREFIX + id + ".new");
        Files.write(whole, (length + "\n" + name).getBytes(UTF_8));
        Files.move(whole, about(id), StandardCopyOption.ATOMIC_MOVE);
        return new State(id, name, 0, length);
    }

    /** Empty where there is none of that id, which may be any text. */
    public Optional<State> find(String id) throws IOException {
        if (!id.matches("[0-9a-f-]{36}") || !Files.exists(about(id)) || !Files.exists(part(id))) {
            return Optional.empty();
        }
        String[] about = Files.readString(about(id), UTF_8).split("\n", 2);
        return Optional.of(new State(id, about[1], Files.size(part(id)), Long.parseLong(about[0])));
    }

    /**
     * Takes what follows behind {@code state}. Also where the sender breaks off, what has come by then is kept.
     *
     * @return how far it is then
     * @throws TooLargeException if more comes than was said
     */
    public State append(State state, InputStream in) throws IOException, BusyException {
        begin(state);
        try (var channel = FileChannel.open(part(state.id()), WRITE)) {
            long offset = state.offset();
            byte[] buffer = new byte[BUFFER];
            try {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (offset + n > state.length()) {
                        throw new TooLargeException(state.length());
                    }
                    offset += write(channel, offset, ByteBuffer.wrap(buffer, 0, n));
                }
            } finally {
                channel.force(true);
            }
            return new State(state.id(), state.name(), offset, state.length());
        } finally {
            busy.remove(state.id());
        }
    }

    private static int write(FileChannel channel, long offset, ByteBuffer bytes) throws IOException {
        int all = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes, offset + all - bytes.remaining());
        }
        return all;
    }

    /** Hands a whole upload over: until what is returned is closed, nobody else adds to it, takes or forgets it. */
    public Taken take(State state) throws IOException, BusyException {
        begin(state);
        try {
            Path part = part(state.id());
            var received = new Received(part, state.name(), state.length(), sha256(part), null);
            return new Taken(received, this, state.id());
        } catch (IOException | RuntimeException e) {
            busy.remove(state.id());
            throw e;
        }
    }

    private static String sha256(Path file) throws IOException {
        var digest = Incoming.sha256();
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A whole upload in the hands of one request. */
    public static final class Taken implements AutoCloseable {
        private final Received received;
        private final ResumableUploads uploads;
        private final String id;

        private Taken(Received received, ResumableUploads uploads, String id) {
            this.received = received;
            this.uploads = uploads;
            this.id = id;
        }

        public Received received() {
            return received;
        }

        /** Forgets what is left of it: a job has its file. */
        public void forget() throws IOException {
            uploads.remove(id);
        }

        @Override
        public void close() {
            uploads.busy.remove(id);
        }
    }

    private void begin(State seen) throws IOException, BusyException {
        if (!busy.add(seen.id())) {
            throw new BusyException();
        }
        boolean isAsSeen = false;
        try {
            isAsSeen = Files.size(part(seen.id())) == seen.offset();
        } catch (NoSuchFileException e) {
            throw new BusyException();
        } finally {
            if (!isAsSeen) {
                busy.remove(seen.id());
            }
        }
        if (!isAsSeen) {
            throw new BusyException();
        }
    }

    /** Forgets an upload. */
    public void remove(String id) throws IOException {
        Files.deleteIfExists(about(id));
        Files.deleteIfExists(part(id));
    }

    /** Forgets those of which nothing came since then, and that no request has in hand. */
    void forgetUntouchedSince(Instant latest) throws IOException {
        try (var all = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : all) {
                String id =
                        file.getFileName().toString().replaceFirst(PREFIX, "").replaceFirst("\\.\\w+$", "");
                if (isOlder(part(id), latest) && isOlder(file, latest) && busy.add(id)) {
                    try {
                        remove(id);
                        Files.deleteIfExists(file);
                    } finally {
                        busy.remove(id);
                    }
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant latest) throws IOException {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isAfter(latest);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private Path part(String id) {
        return folder.resolve(PREFIX + id + PART);
    }

    private Path about(String id) {
        return folder.resolve(PREFIX + id + ABOUT);
    }
}
