package dev.waybill.jobs.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The lines of a command that are kept: the first ones as they come, the last ones when it has ended. What lies between is
 * counted, so that a flood costs the same memory as a few lines.
 *
 * <p>Thread-safe. All state is guarded by {@code this}.
 */
final class Output {
    private final int most;
    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private int head;
    private long leftOut;

    /** @param most lines that are kept of the beginning, and again of the end */
    Output(int most) {
        this.most = most;
    }

    synchronized void add(String line) {
        if (head < most) {
            head++;
            first.add(line);
            return;
        }
        last.addLast(line);
        if (last.size() > most) {
            last.removeFirst();
            leftOut++;
        }
    }

    /** Those of the beginning that nobody has taken yet. */
    synchronized List<String> take() {
        var taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    /** All that nobody has taken yet, once the command has ended. */
    synchronized List<String> takeAll() {
        var taken = new ArrayList<>(first);
        if (leftOut > 0) {
            taken.add("(" + leftOut + " lines left out)");
        }
        taken.addAll(last);
        first.clear();
        last.clear();
        leftOut = 0;
        return taken;
    }
}
