package dev.waybill.offset;

/** How many offsets are not held, how many then are, and so on; the two kinds of numbers in lists of their own. */
final class RunLengths implements HeldCode {
    static final int KIND = 3;

    private final Numbers unsettled = new Numbers();
    private final Numbers held = new Numbers();

    RunLengths(HeldRuns runs, long base) {
        long at = base;
        for (int i = 0; i < runs.size(); i++) {
            unsettled.add(runs.from(i) - at, 0);
            held.add(runs.to(i) - runs.from(i) - 1, 0);
            at = runs.to(i);
        }
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public long bits() {
        return unsettled.bits() + held.bits();
    }

    @Override
    public void write(BitWriter to) {
        to.number(unsettled.count());
        unsettled.write(to);
        held.write(to);
    }

    static HeldRuns read(BitReader from, long base) throws DamagedException {
        var unsettled = new long[from.count()]; // every one of them takes a bit of what is there
        var first = new Rice((int) from.bits(Rice.K_BITS));
        for (int i = 0; i < unsettled.length; i++) {
            unsettled[i] = first.read(from);
        }
        var second = new Rice((int) from.bits(Rice.K_BITS));
        var runs = new HeldRuns.Builder();
        long at = base;
        for (long width : unsettled) {
            long start = HeldCode.above(at, width);
            at = HeldCode.above(start, second.read(from)) + 1;
            runs.add(start, at);
        }
        return runs.build();
    }
}
