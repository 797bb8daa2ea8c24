package dev.waybill.files.assembly;

import static dev.waybill.failure.DeliveryException.poison;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.assembly.HeldRecords.Held;
import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.content.Content;
import dev.waybill.files.staging.Piece;
import dev.waybill.files.staging.Pieces;
import dev.waybill.files.staging.StagedFile;
import dev.waybill.files.staging.StagingFolder.Found;
import dev.waybill.files.staging.Stretch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One file of which some chunks are there.
 *
 * <p>Thread-safe; all state is guarded by {@code this}. Records are never answered while that is held.
 */
final class Assembly implements Content {
    private final FileIdentity identity;
    private final AssemblyParts parts;
    private final boolean isRepeat;
    private final Function<Assembly, WholeFile> whenWhole;
    private final Pieces pieces;
    private final ChunkData data;
    private final HeldRecords held = new HeldRecords();
    private final ArrivalHash hash = new ArrivalHash();
    private final Instant first;

    private FileVersion version;
    private @Nullable WholeFile whole;
    private Instant last;
    private Instant idleSince;
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
        this.identity = identity;
        this.version = version;
        this.pieces = new Pieces(version.chunks());
        this.data = new ChunkData(parts);
        this.isRepeat = isRepeat;
        this.parts = parts;
        this.whenWhole = whenWhole;
        this.first = parts.clock().instant();
        this.last = first;
        this.idleSince = first;
    }

    /** Goes on with what an earlier run staged. */
    Assembly(Found found, boolean isRepeat, AssemblyParts parts, Function<Assembly, WholeFile> whenWhole) {
        this.identity = found.identity();
        this.version = found.version();
        this.pieces = found.pieces();
        this.data = new ChunkData(parts, found.file());
        this.isRepeat = isRepeat;
        this.parts = parts;
        this.whenWhole = whenWhole;
        this.first = parts.clock().instant();
        this.last = first;
        this.idleSince = found.changed();
        if (pieces.isComplete()) {
            whole = whenWhole.apply(this);
        }
    }

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
        return !data.isStaged();
    }

    /** Since when no chunk has come, in this run. */
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
    Optional<CompletionStage<Optional<WholeFile>>> take(ReceivedChunk received) {
        long end;
        Optional<CompletionStage<Optional<WholeFile>>> answer;
        synchronized (this) {
            if (isOver) {
                return Optional.empty();
            }
            long before = pieces.count();
            answer = Optional.of(takeIn(received));
            end = pieces.count() > before ? pieces.gaplessEnd() : 0;
        }
        if (end > 0) {
            var chunk = received.chunk();
            hash.advance(chunk.offset(), chunk.data(), this, end); // not under the lock: it takes about a millisecond
        }
        return answer;
    }

    private CompletionStage<Optional<WholeFile>> takeIn(ReceivedChunk received) {
        adopt(received);
        int index = received.chunk().index();
        Piece piece = received.piece();
        if (pieces.isNew(index, piece)) {
            keep(received, index, piece);
        } else if (data.isStaged() && whole == null) {
            data.put(index, piece, received.chunk().data()); // perhaps the disk refused it before
            hash.leaveToTheEnd();
        }
        last = parts.clock().instant();
        idleSince = last;
        if (whole != null || pieces.isComplete()) {
            whole = whole == null ? whenWhole.apply(this) : whole;
            return CompletableFuture.completedFuture(Optional.of(whole));
        }
        if (data.isStaged()) {
            return parts.forcing().keep(data.staged(), index, piece).thenApply(kept -> Optional.empty());
        }
        return held.add(index, piece);
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
        if (!data.isStaged() && parts.settings().mode() == Mode.DISK && version.chunks() > 1) {
            data.stage(identity, version);
        }
        data.put(index, piece, received.chunk().data());
        pieces.add(index, piece);
    }

    /** Moves what is in memory to disk; the records that waited for it are settled once it is there for good. */
    void spill() {
        for (Held one : moved()) {
            parts.forcing()
                    .keep(stagedFile(), one.index(), one.piece())
                    .whenComplete((kept, failure) -> one.end(failure));
        }
    }

    private synchronized List<Held> moved() {
        if (isOver || data.isStaged() || data.isNothingInMemory() || version.chunks() == 1) {
            return List.of();
        }
        data.moveToDisk(identity, version, pieces);
        return held.takeAll();
    }

    private synchronized StagedFile stagedFile() {
        return data.staged();
    }

    /** Forgets chunks in memory that will be read elsewhere. Returns whether nothing is left. */
    synchronized boolean forget(Collection<Integer> partitions) {
        if (data.isStaged() || whole != null) {
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
            data.forget(index);
            hash.leaveToTheEnd();
        }
        held.forget(partitions);
        isOver |= pieces.isEmpty();
        return isOver;
    }

    /** Ends it: the file has arrived, or is dropped. Records that still wait are settled. */
    void finish() throws IOException {
        end(null).forEach(one -> one.end(null));
    }

    /** Ends it: none of its records that still wait can ever be delivered. */
    void fail(DeliveryException failure) throws IOException {
        end(failure).forEach(one -> one.end(failure));
    }

    private synchronized List<Held> end(@Nullable DeliveryException failure) throws IOException {
        isOver = true;
        endedBy = failure;
        data.delete();
        return held.takeAll();
    }

    /** Ends it if no chunk has come since it was {@code seen}, and says whether it did. */
    boolean endIfIdle(IdleFile seen) throws IOException {
        List<Held> ended;
        synchronized (this) {
            if (isOver || whole != null || !idleSince.equals(seen.since())) {
                return false;
            }
            ended = end(null);
        }
        ended.forEach(one -> one.end(null));
        return true;
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

    /** What lacks chunks, all of which are on disk, and has had none since {@code before}. */
    synchronized Optional<IdleFile> idleSince(Instant before) {
        boolean isIdle = data.isStaged() && !isOver && whole == null && !isRepeat && !idleSince.isAfter(before);
        return isIdle ? Optional.of(IdleFile.of(identity, version, pieces, idleSince)) : Optional.empty();
    }

    /** Whether all chunks that are there were read from one partition. */
    synchronized boolean isOnlyOf(int partition) {
        return pieces.stretches().keySet().equals(Set.of(partition));
    }

    /** Where in each partition chunks of it were read that are on disk. */
    synchronized Map<Integer, Stretch> stretches() {
        return !data.isStaged() || isOver ? Map.of() : pieces.stretches();
    }

    synchronized UnfinishedFile unfinished() {
        return new UnfinishedFile(identity, version, pieces.count(), pieces.missing(), first, last, isRepeat);
    }

    /** Of all its bytes; it must be whole. */
    Sha512 hash() throws IOException {
        return hash.of(this);
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
        return data.content();
    }

    @Override
    public String toString() {
        return identity.topic() + ":" + identity.path();
    }
}
