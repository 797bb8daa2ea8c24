package dev.waybill.files.assembly;

import static dev.waybill.failure.DeliveryException.unavailable;
import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.content.Content;
import dev.waybill.files.staging.Piece;
import dev.waybill.files.staging.Pieces;
import dev.waybill.files.staging.StagedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the chunks of one file: in memory, or all of them in the staging folder. Not thread-safe: guarded by its
 * {@link Assembly}.
 */
final class ChunkData {
    private final AssemblyParts parts;
    private final Map<Integer, ByteBuffer> inMemory = new TreeMap<>();
    private @Nullable StagedFile staged;

    /** None yet, in memory. */
    ChunkData(AssemblyParts parts) {
        this.parts = parts;
    }

    /** Those that an earlier run staged. */
    ChunkData(AssemblyParts parts, StagedFile staged) {
        this.parts = parts;
        this.staged = staged;
    }

    boolean isStaged() {
        return staged != null;
    }

    boolean isNothingInMemory() {
        return inMemory.isEmpty();
    }

    /** The file in the staging folder; there must be one. */
    StagedFile staged() {
        return requireNonNull(staged);
    }

    /**
     * From now on chunks go to the staging folder.
     *
     * @throws DeliveryException unavailable, if the disk refuses
     */
    void stage(FileIdentity identity, FileVersion version) {
        staged = created(identity, version);
    }

    private StagedFile created(FileIdentity identity, FileVersion version) {
        try {
            return parts.folder().create(identity, version);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /**
     * Keeps a chunk.
     *
     * @throws DeliveryException unavailable, if the disk refuses
     */
    void put(int index, Piece piece, ByteBuffer data) {
        if (staged == null) {
            inMemory.put(index, data);
            parts.memory().take(data.remaining());
        } else {
            write(staged, piece, data);
        }
    }

    private static void write(StagedFile file, Piece piece, ByteBuffer data) {
        try {
            file.write(piece.offset(), data);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private static DeliveryException refused(IOException e) {
        return unavailable("the staging folder takes nothing: " + e.getMessage(), e);
    }

    /**
     * Moves everything to the staging folder.
     *
     * @throws DeliveryException unavailable, if the disk refuses; all is where it was then
     */
    void moveToDisk(FileIdentity identity, FileVersion version, Pieces pieces) {
        StagedFile file = created(identity, version);
        pieces.forEach((index, piece) -> {
            ByteBuffer data = inMemory.get(index);
            if (data != null) {
                write(file, piece, data);
            }
        });
        staged = file;
        forgetMemory();
    }

    void forget(int index) {
        ByteBuffer data = inMemory.remove(index);
        if (data != null) {
            parts.memory().release(data.remaining());
        }
    }

    private void forgetMemory() {
        inMemory.values().forEach(data -> parts.memory().release(data.remaining()));
        inMemory.clear();
    }

    /** Throws all of it away. */
    void delete() throws IOException {
        forgetMemory();
        if (staged != null) {
            staged.delete();
        }
    }

    Content content() {
        return staged == null ? Content.of(List.copyOf(inMemory.values())) : staged.content();
    }
}
