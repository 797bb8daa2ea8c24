package dev.waybill.files.assembly;

import static dev.waybill.failure.DeliveryException.poison;
import static dev.waybill.failure.DeliveryException.unavailable;
import static java.util.Objects.requireNonNull;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.content.Content;
import dev.waybill.files.staging.Piece;
import dev.waybill.files.staging.Pieces;
import dev.waybill.files.staging.StagedFile;
import dev.waybill.files.staging.StagingFolder.Found;
import dev.waybill.files.staging.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One file of which some chunks are there, in memory or on disk.
 *
 * <p>Thread-safe; all state is guarded by {@code this}. Receipts are never completed while that is held.
 */
final class Assembly implements Content {
    private final FileIdentity identity;
    private final AssemblyParts parts;
    private final boolean isRepeat;
    private final Function<Assembly, WholeFile> whenWhole;
    private final Instant first;

    private FileVersion version;
    private final Pieces pieces;
    private final Map<Integer, ByteBuffer> inMemory = new TreeMap<>();
    private List<Held> held = new ArrayList<>();
    private @Nullable StagedFile staged;
    private @Nullable WholeFile whole;
    private Instant last;
    private boolean isOver;
    private @Nullable DeliveryException endedBy;
    private @Nullable DeliveryException wrong;

    /** Begins with nothing. */
    Assembly(
            FileIdentity identity,
            FileVersion version,
            boolean isRepeat,
            AssemblyParts parts,
            Function<Assembly, WholeFile> whenWhole) {
        this(identity, version, new Pieces(version.chunks()), isRepeat, parts, whenWhole);
    }

    /** Goes on with what an earlier run staged. */
    Assembly(Found found, boolean isRepeat, AssemblyParts parts, Function<Assembly, WholeFile> whenWhole) {
        this(found.identity(), found.version(), found.pieces(), isRepeat, parts, whenWhole);
        this.staged = found.file();
        if (pieces.isComplete()) {
            whole = whenWhole.apply(this);
        }
    }

    private Assembly(
            FileIdentity identity,
            FileVersion version,
            Pieces pieces,
            boolean isRepeat,
            AssemblyParts parts,
            Function<Assembly, WholeFile> whenWhole) {
        this.identity = identity;
        this.version = version;
        this.pieces = pieces;
        this.isRepeat = isRepeat;
        this.parts = parts;
        this.whenWhole = whenWhole;
        this.first = parts.clock().instant();
        this.last = first;
    }

    /** A chunk in memory, whose record waits. */
    private record Held(int index, Piece piece, CompletableFuture<Optional<WholeFile>> receipt) {}

    FileIdentity identity() {
        return identity;
    }

    synchronized FileVersion version() {
        return version;
    }

    boolean isRepeat() {
        return isRepeat;
    }

    synchronized boolean isInMemory() {
        return staged == null;
    }

    /** Since when no chunk has come. */
    synchronized Instant last() {
        return last;
    }

    synchronized Optional<WholeFile> whole() {
        return Optional.ofNullable(whole);
    }

    /**
     * Takes a chunk. The answer completes with the file if it is whole now and to be delivered on behalf of this chunk;
     * with nothing once the chunk may be settled by itself. Absent if the assembly is over.
     */
    synchronized Optional<CompletionStage<Optional<WholeFile>>> take(ReceivedChunk received) {
        if (isOver) {
            return Optional.empty();
        }
        adopt(received);
        int index = received.chunk().index();
        Piece piece = received.piece();
        if (pieces.isNew(index, piece)) {
            keep(received, index, piece);
        } else if (staged != null && whole == null) {
            write(staged, piece, received.chunk().data()); // perhaps the disk refused it before
        }
        last = parts.clock().instant();
        if (whole != null || pieces.isComplete()) {
            whole = whole == null ? whenWhole.apply(this) : whole;
            return Optional.of(CompletableFuture.completedFuture(Optional.of(whole)));
        }
        if (staged != null) {
            return Optional.of(parts.forcing().keep(staged, index, piece).thenApply(kept -> Optional.empty()));
        }
        var receipt = new CompletableFuture<Optional<WholeFile>>();
        held.add(new Held(index, piece, receipt));
        return Optional.of(receipt);
    }

    private void adopt(ReceivedChunk received) {
        FileVersion said = received.chunk().file();
        if (said.chunks() != version.chunks() || !said.append().equals(version.append())) {
            throw poison("chunk " + received.chunk().index() + " at " + received.at() + ": expected one of "
                    + version.chunks() + " chunks and append \"" + version.append() + "\" like the others of its file,"
                    + " got " + said.chunks() + " and \"" + said.append() + "\"");
        }
        if (said.modified() > version.modified()) {
            version = said;
        }
    }

    private void keep(ReceivedChunk received, int index, Piece piece) {
        ByteBuffer data = received.chunk().data();
        if (staged == null && parts.settings().mode() == Mode.DISK && version.chunks() > 1) {
            staged = created();
        }
        if (staged == null) {
            inMemory.put(index, data);
            parts.memory().take(data.remaining());
        } else {
            write(staged, piece, data);
        }
        pieces.add(index, piece);
    }

    private StagedFile created() {
        try {
            return parts.folder().create(identity, version);
        } catch (IOException e) {
            throw refused(e);
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

    /** Moves what is in memory to disk; the records that waited for it are settled once it is there for good. */
    void spill() {
        for (Held one : moved()) {
            parts.forcing()
                    .keep(stagedFile(), one.index(), one.piece())
                    .whenComplete((kept, failure) -> complete(one, failure));
        }
    }

    private synchronized List<Held> moved() {
        if (isOver || staged != null || inMemory.isEmpty() || version.chunks() == 1) {
            return List.of();
        }
        StagedFile file = created();
        pieces.forEach((index, piece) -> {
            ByteBuffer data = inMemory.get(index);
            if (data != null) {
                write(file, piece, data);
            }
        });
        staged = file;
        forgetMemory();
        var moved = held;
        held = new ArrayList<>();
        return moved;
    }

    private synchronized StagedFile stagedFile() {
        return requireNonNull(staged);
    }

    private static void complete(Held one, @Nullable Throwable failure) {
        if (failure == null) {
            one.receipt().complete(Optional.empty());
        } else {
            one.receipt().completeExceptionally(failure);
        }
    }

    private void forgetMemory() {
        inMemory.values().forEach(data -> parts.memory().release(data.remaining()));
        inMemory.clear();
    }

    /** Forgets chunks in memory that will be read elsewhere. Returns whether nothing is left. */
    synchronized boolean forget(Collection<Integer> partitions) {
        if (staged != null || whole != null) {
            return false; // what is whole is delivered as it is
        }
        var gone = new ArrayList<Integer>();
        pieces.forEach((index, piece) -> {
            if (partitions.contains(piece.at().partition())) {
                gone.add(index);
            }
        });
        for (int index : gone) {
            pieces.remove(index);
            ByteBuffer data = inMemory.remove(index);
            if (data != null) {
                parts.memory().release(data.remaining());
            }
        }
        held.removeIf(one -> partitions.contains(one.piece().at().partition()));
        isOver |= pieces.isEmpty();
        return isOver;
    }

    /** Ends it: the file has arrived, or is dropped. Records that still wait are settled. */
    void finish() throws IOException {
        end(null).forEach(one -> complete(one, null));
    }

    /** Ends it: none of its records that still wait can ever be delivered. */
    void fail(DeliveryException failure) throws IOException {
        end(failure).forEach(one -> complete(one, failure));
    }

    /** Its bytes on disk are not what its chunks promise. They stay until a record that says so is parked. */
    synchronized void wrong(DeliveryException failure) {
        wrong = failure;
    }

    /** Why its bytes on disk will never be delivered, if so. */
    synchronized Optional<DeliveryException> wrong() {
        return Optional.ofNullable(wrong);
    }

    /** Whether there is nothing to be delivered any more. */
    synchronized boolean isOver() {
        return isOver;
    }

    /** The failure that ended it, if one did. */
    synchronized Optional<DeliveryException> endedBy() {
        return Optional.ofNullable(endedBy);
    }

    private synchronized List<Held> end(@Nullable DeliveryException failure) throws IOException {
        isOver = true;
        endedBy = failure;
        forgetMemory();
        if (staged != null) {
            staged.delete();
        }
        var ended = held;
        held = new ArrayList<>();
        return ended;
    }

    /** Whether all chunks that are there were read from one partition. */
    synchronized boolean isOnlyOf(int partition) {
        return pieces.stretches().keySet().equals(Set.of(partition));
    }

    /** Where in each partition chunks of it were read that are on disk. */
    synchronized Map<Integer, Stretch> stretches() {
        return staged == null || isOver ? Map.of() : pieces.stretches();
    }

    synchronized UnfinishedFile unfinished() {
        return new UnfinishedFile(identity, version, pieces.count(), pieces.missing(), first, last, isRepeat);
    }

    @Override
    public synchronized long size() {
        return pieces.size();
    }

    @Override
    public InputStream from(long offset) throws IOException {
        return now().from(offset);
    }

    private synchronized Content now() {
        return staged == null ? Content.of(List.copyOf(inMemory.values())) : staged.content();
    }

    @Override
    public String toString() {
        return identity.topic() + ":" + identity.path();
    }
}
