package dev.waybill.offset;

/** For each held offset, how many before it are not. */
final class HeldGaps implements HeldCode {
    static final int KIND = 2;

    private final Numbers gaps = new Numbers();

    HeldGaps(HeldRuns held, long base) {
        long at = base;
        for (int i = 0; i < held.size(); i++) {
            gaps.add(held.from(i) - at, held.to(i) - held.from(i) - 1);
            at = held.to(i);
        }
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
            long offset = HeldCode.above(at, rice.read(from));
            held.add(offset, offset + 1);
            at = offset + 1;
        }
        return held.build();
    }
}
