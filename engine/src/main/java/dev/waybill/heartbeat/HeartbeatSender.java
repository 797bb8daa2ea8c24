package dev.waybill.heartbeat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends heartbeats for one run, on a thread of its own that owns all of this; {@link #close} sends the last and ends it. */
final class HeartbeatSender implements Heartbeat.Run {
    private static final Duration END = Duration.ofSeconds(10);

    private final BeatCounter counter;
    private final InstantSource clock;
    private final BeatTarget target;
    private final ScheduledExecutorService thread;
    private Map<String, Long> sent = Map.of();

    private HeartbeatSender(String name, BeatCounter counter, InstantSource clock, BeatTarget target) {
        this.counter = counter;
        this.clock = clock;
        this.target = target;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var daemon = new Thread(task, "heartbeat-" + name);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** @param name of what is counted, for the thread */
    static HeartbeatSender start(
            Heartbeat settings, String name, BeatCounter counter, InstantSource clock, BeatTarget target) {
        var sender = new HeartbeatSender(name, counter, clock, target);
        sender.thread.execute(sender::beat); // not the first of a series: a series ends unbegun where a run is short
        long interval = settings.interval().toNanos();
        var unused = sender.thread.scheduleAtFixedRate(sender::beat, interval, interval, TimeUnit.NANOSECONDS);
        return sender;
    }

    private void beat() {
        try {
            Optional<Map<String, Long>> now = counter.counts();
            if (now.isPresent()) {
                target.send(BeatText.of(clock.instant(), now.get(), sent));
                sent = now.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            return; // a producer that cannot send has said so in the log; the next beat tries again
        }
    }

    @Override
    public void close() {
        thread.execute(this::beat);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        target.close();
    }
}
