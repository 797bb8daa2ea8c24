package dev.waybill.guarantee;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;

/** Threads that get to their tasks when they please, in any order. Used by one thread. */
final class Shuffled implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();
    private final Random random;

    Shuffled(Random random) {
        this.random = random;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs some of what waits. */
    void stir() {
        for (int i = random.nextInt(tasks.size() + 1); i > 0 && !tasks.isEmpty(); i--) {
            tasks.remove(random.nextInt(tasks.size())).run();
        }
    }

    void clear() {
        tasks.clear();
    }
}
