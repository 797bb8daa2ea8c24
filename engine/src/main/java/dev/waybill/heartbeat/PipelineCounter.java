package dev.waybill.heartbeat;

import dev.waybill.pipeline.Pipeline;
import dev.waybill.why.Why;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records and bytes of a pipeline; names and order as the consumers of OpenMSIStream have them. */
record PipelineCounter(Pipeline pipeline) implements BeatCounter {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public Optional<Map<String, Long>> counts() throws InterruptedException {
        try {
            Why why = pipeline.why().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            var stats = pipeline.stats();
            return Optional.of(counts(
                    stats.read(),
                    stats.settled(),
                    why.totals().bytesRead(),
                    why.totals().bytesDone()));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty(); // a loop that does not answer gives no sign of life: that is the message
        }
    }

    static Map<String, Long> counts(long messagesRead, long messagesProcessed, long bytesRead, long bytesProcessed) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("n_messages_read", messagesRead);
        counts.put("n_messages_processed", messagesProcessed);
        counts.put("n_bytes_read", bytesRead);
        counts.put("n_bytes_processed", bytesProcessed);
        return counts;
    }
}
