package dev.waybill.offset;

/** What another run had settled, as far as it was not admitted again. Not thread-safe: part of a tracker. */
final class Foreseen {
    private final HeldRuns runs;
    private int run; // the first that ends above `next`
    private long next;
    private long left; // offsets at `next` or above

    Foreseen(HeldRuns runs) {
        this.runs = runs;
        this.left = runs.count();
    }

    boolean contains(long offset) {
        return moveTo(offset) && runs.from(run) <= offset;
    }

    /** Forgets what is below {@code offset}. Returns whether anything is left. */
    boolean moveTo(long offset) {
        while (run < runs.size() && runs.to(run) <= offset) {
            left -= runs.to(run) - Math.max(next, runs.from(run));
            run++;
        }
        if (run < runs.size() && runs.from(run) < offset) {
            left -= offset - Math.max(next, runs.from(run));
        }
        next = Math.max(next, offset);
        return run < runs.size();
    }

    /** How many are at {@code offset}, which nothing was below, or above. */
    long from(long offset) {
        moveTo(offset);
        return left;
    }

    /** The offset after the highest. */
    long end() {
        return runs.to(runs.size() - 1);
    }

    /** Adds what is at {@code offset} or above. */
    void addRuns(long offset, HeldRuns.Builder to) {
        moveTo(offset);
        for (int i = run; i < runs.size(); i++) {
            to.add(Math.max(offset, runs.from(i)), runs.to(i));
        }
    }
}
