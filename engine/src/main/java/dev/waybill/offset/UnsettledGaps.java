package dev.waybill.offset;

/** For each offset that is not held, how many before it are; last, how many follow the last of them. */
final class UnsettledGaps implements HeldCode {
    static final int KIND = 1;

    private final Numbers gaps = new Numbers();

    UnsettledGaps(HeldRuns held, long base) {
        long width = 0; // of the held run before
        long at = base;
        for (int i = 0; i < held.size(); i++) {
            long unsettled = held.from(i) - at;
            if (unsettled > 0) {
                gaps.add(width, unsettled - 1);
            }
            width = held.to(i) - held.from(i);
            at = held.to(i);
        }
        gaps.add(width, 0);
    }

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public long bits() {
        return gaps.bits();
    }

    @Override
    public void write(BitWriter to) {
        to.number(gaps.count());
        gaps.write(to);
    }

    static HeldRuns read(BitReader from, long base) throws DamagedException {
        int count = from.count();
        var rice = new Rice((int) from.bits(Rice.K_BITS));
        var held = new HeldRuns.Builder();
        long at = base;
        for (int i = 0; i < count; i++) {
            long to = HeldCode.above(at, rice.read(from));
            held.add(at, to);
            at = to + 1;
        }
        return held.build();
    }
}
