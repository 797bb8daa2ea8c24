package dev.waybill.server.pipelines;

import java.util.ArrayDeque;
import java.util.List;

/** The last samples of one pipeline, a bounded number, the oldest first. Confined to its owner's lock. */
final class Samples {
    /** Five minutes, at one a second. */
    static final int MOST = 300;

    private final ArrayDeque<Sample> samples = new ArrayDeque<>(MOST);

    void add(Sample sample) {
        if (samples.size() == MOST) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    List<Sample> all() {
        return List.copyOf(samples);
    }
}
