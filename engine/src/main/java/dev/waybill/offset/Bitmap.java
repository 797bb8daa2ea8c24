package dev.waybill.offset;

/** One bit for each offset, up to the last that is held. */
record Bitmap(HeldRuns held, long base) implements HeldCode {
    static final int KIND = 4;

    @Override
    public int kind() {
        return KIND;
    }

    @Override
    public long bits() {
        long span = held.to(held.size() - 1) - base;
        return span > MOST_ITEMS ? TOO_LARGE : span;
    }

    @Override
    public void write(BitWriter to) {
        to.number(bits());
        long at = base;
        for (int i = 0; i < held.size(); i++) {
            to.repeat(false, held.from(i) - at);
            to.repeat(true, held.to(i) - held.from(i));
            at = held.to(i);
        }
    }

    static HeldRuns read(BitReader from, long base) throws DamagedException {
        int count = from.count();
        HeldCode.above(base, count);
        var held = new HeldRuns.Builder();
        for (int i = 0; i < count; i++) {
            if (from.bit()) {
                held.add(base + i, base + i + 1);
            }
        }
        return held.build();
    }
}
