package dev.waybill.offset;

/**
 * For each offset that is held, how many before it are not; or the other way round, and last, how many held ones follow.
 */
final class Gaps implements HeldCode {
    /** Of the two, the kind for which each offset that is not held takes a number. */
    static final int BETWEEN_UNSETTLED = 1;

    /** The kind for which each held offset takes a number. */
    static final int BETWEEN_HELD = 2;

    private final int kind;
    private final Numbers gaps = new Numbers();

    private Gaps(int kind) {
        this.kind = kind;
    }

    static Gaps betweenUnsettled(HeldRuns held, long base) {
        var code = new Gaps(BETWEEN_UNSETTLED);
        long width = 0; // of the held run before
        long at = base;
        for (int i = 0; i < held.size(); i++) {
            long unsettled = held.from(i) - at;
            if (unsettled > 0) {
                code.gaps.add(width, unsettled - 1);
            }
            width = held.to(i) - held.from(i);
            at = held.to(i);
        }
        code.gaps.add(width, 0);
        return code;
    }

    static Gaps betweenHeld(HeldRuns held, long base) {
        var code = new Gaps(BETWEEN_HELD);
        long at = base;
        for (int i = 0; i < held.size(); i++) {
            code.gaps.add(held.from(i) - at, held.to(i) - held.from(i) - 1);
            at = held.to(i);
        }
        return code;
    }

    @Override
    public int kind() {
        return kind;
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

    static HeldRuns read(int kind, BitReader from, long base) throws DamagedException {
        int count = from.count();
        var rice = new Rice((int) from.bits(Rice.K_BITS));
        var held = new HeldRuns.Builder();
        long at = base;
        for (int i = 0; i < count; i++) {
            long end = HeldCode.above(at, rice.read(from));
            if (kind == BETWEEN_HELD) {
                held.add(end, end + 1);
            } else {
                held.add(at, end);
            }
            at = end + 1;
        }
        return held.build();
    }
}
