package dev.waybill.delivery;

/** One of several values that a step made of one piece. Touched by one thread at a time, as every piece. */
final class Part extends Piece {
    final Split split;
    final Stage[] chain;

    Part(Split split, Stage[] chain, int stage, Object value) {
        this.split = split;
        this.chain = chain;
        this.stage = stage;
        this.value = value;
    }

    @Override
    Flight root() {
        return split.whole.root();
    }
}
