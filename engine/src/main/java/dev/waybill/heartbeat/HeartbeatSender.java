package dev.waybill.heartbeat;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends heartbeats for one run, on a thread of its own that owns all of this; {@link #close} sends the last and ends it. */
final class HeartbeatSender implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(10);

    private final Pipeline pipeline;
    private final BeatTarget target;
    private final ScheduledExecutorService thread;
    private Counts sent = Counts.NONE;

    private HeartbeatSender(Pipeline pipeline, BeatTarget target) {
        this.pipeline = pipeline;
        this.target = target;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var daemon = new Thread(task, "heartbeat-" + pipeline.name());
            daemon.setDaemon(true);
            return daemon;
        });
    }

    static HeartbeatSender start(Heartbeat settings, Pipeline pipeline, BeatTarget target) {
        var sender = new HeartbeatSender(pipeline, target);
        sender.thread.execute(sender::beat); // not the first of a series: a series ends unbegun where a run is short
        long interval = settings.interval().toNanos();
        var unused = sender.thread.scheduleAtFixedRate(sender::beat, interval, interval, TimeUnit.NANOSECONDS);
        return sender;
    }

    private void beat() {
        try {
            Why why = pipeline.why().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var now = Heartbeat.counts(pipeline.stats(), why.totals());
            target.send(BeatText.of(pipeline.time().instant(), now.since(sent)));
            sent = now;
        } catch (TimeoutException | ExecutionException e) {
            return; // a loop that does not answer gives no sign of life: that is the message
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
