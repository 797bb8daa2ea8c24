package dev.waybill.server.console;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Numbers of the overview that take a moment to find out: looked for now and then, shown as they were then. Thread-safe. */
final class Cards implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cards.class);
    private static final long EVERY_SECONDS = 5;

    private final Supplier<List<Card>> source;
    private final ScheduledExecutorService thread;
    private volatile List<Card> latest = List.of();

    Cards(Supplier<List<Card>> source) {
        this.source = source;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "console-cards");
            made.setDaemon(true);
            return made;
        });
        var unused = thread.scheduleWithFixedDelay(this::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            latest = List.copyOf(source.get());
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.toString()).log("numbers of the overview cannot be had now");
        }
    }

    List<Card> latest() {
        return latest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
