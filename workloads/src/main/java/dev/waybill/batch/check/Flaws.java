package dev.waybill.batch.check;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with one row: the first of it in full, the rest counted. Used by one thread. */
final class Flaws {
    private final List<Flaw> flaws = new ArrayList<>();
    private int most;
    private int more;

    void clear(int most) {
        flaws.clear();
        this.most = most;
        this.more = 0;
    }

    /** Counts one that is not to be added; false if there is room for it. */
    boolean isBeyond() {
        if (flaws.size() < most) {
            return false;
        }
        more++;
        return true;
    }

    void add(Flaw flaw) {
        flaws.add(flaw);
    }

    boolean isEmpty() {
        return flaws.isEmpty();
    }

    /** The last of them says how many more there are. */
    List<Flaw> all() {
        if (more > 0) {
            Flaw last = flaws.remove(flaws.size() - 1);
            String message = last.message() + "; so much for this row, of which " + more + " more cells do not fit";
            flaws.add(new Flaw(last.column(), last.type(), last.code(), last.observed(), message));
        }
        return flaws;
    }
}
