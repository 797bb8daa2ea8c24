package dev.waybill.files.staging;

import static dev.waybill.failure.DeliveryException.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Which chunks of one file are there. All of them lie one behind the other, from the file's first byte on: a chunk that
 * cannot is refused. Takes about a hundred bytes for each. Not thread-safe.
 */
public final class Pieces {
    private final int chunks;
    private final NavigableMap<Integer, Piece> byIndex = new TreeMap<>();
    private final NavigableMap<Integer, Stretch> stretches = new TreeMap<>();
    private int gapless;

    /** Of a file of so many chunks. */
    public Pieces(int chunks) {
        this.chunks = chunks;
    }

    /**
     * Whether this chunk is not there yet.
     *
     * @throws dev.waybill.failure.DeliveryException poison, where it says other than one that is there
     */
    public boolean isNew(int index, Piece piece) {
        Piece known = byIndex.get(index);
        if (known != null) {
            if (!known.isSamePlace(piece)) {
                throw disagree(index, piece, index, known);
            }
            return false;
        }
        if (index == 1 && piece.offset() != 0) {
            throw poison(said(index, piece) + ": expected the first chunk at offset 0");
        }
        var before = byIndex.lowerEntry(index);
        if (before != null && !follows(before.getKey(), before.getValue(), index, piece)) {
            throw disagree(index, piece, before.getKey(), before.getValue());
        }
        var after = byIndex.higherEntry(index);
        if (after != null && !follows(index, piece, after.getKey(), after.getValue())) {
            throw disagree(index, piece, after.getKey(), after.getValue());
        }
        return true;
    }

    private static boolean follows(int index, Piece piece, int laterIndex, Piece later) {
        return laterIndex == index + 1 ? later.offset() == piece.end() : later.offset() >= piece.end();
    }

    private RuntimeException disagree(int index, Piece piece, int otherIndex, Piece other) {
        return poison(said(index, piece) + " does not fit to " + said(otherIndex, other));
    }

    private String said(int index, Piece piece) {
        return "chunk " + index + " of " + chunks + " (offset " + piece.offset() + ", " + piece.length() + " bytes, at "
                + piece.at() + ")";
    }

    /** Takes a chunk that is new. */
    public void add(int index, Piece piece) {
        byIndex.put(index, piece);
        stretches.merge(piece.at().partition(), Stretch.of(piece.at().offset()), Stretch::and);
    }

    public boolean isComplete() {
        return byIndex.size() == chunks;
    }

    /** How many are there. */
    public int count() {
        return byIndex.size();
    }

    public boolean isEmpty() {
        return byIndex.isEmpty();
    }

    /** Bytes from the beginning of the file to the end of its last chunk that is there. */
    public long size() {
        return isEmpty() ? 0 : byIndex.lastEntry().getValue().end();
    }

    /** Bytes from the beginning of the file up to the first that is missing. */
    public long gaplessEnd() {
        while (byIndex.containsKey(gapless + 1)) {
            gapless++;
        }
        Piece last = byIndex.get(gapless);
        return last == null ? 0 : last.end();
    }

    /** Shows each with its number, in the order of the file. */
    public void forEach(BiConsumer<Integer, Piece> shown) {
        byIndex.forEach(shown);
    }

    public void remove(int index) {
        byIndex.remove(index);
        gapless = Math.min(gapless, index - 1);
    }

    /** Where in each partition they were read. */
    public Map<Integer, Stretch> stretches() {
        return Map.copyOf(stretches);
    }

    /** What is missing, in the order of the file. */
    public List<Gap> missing() {
        var gaps = new ArrayList<Gap>();
        int next = 1;
        for (int index : byIndex.keySet()) {
            if (index > next) {
                gaps.add(new Gap(next, index - 1));
            }
            next = index + 1;
        }
        if (next <= chunks) {
            gaps.add(new Gap(next, chunks));
        }
        return gaps;
    }
}
