package dev.waybill.bench.contender;

import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Ordering;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Everyone who takes part. A new contender is a class of its own and a line here. */
public final class Contenders {
    public static final Contender RAW_LOOP = new RawLoop("raw loop", Map.of());

    /** With the one client setting that Waybill's source changes for the sake of speed. */
    public static final Contender RAW_LOOP_LARGE_BUFFER =
            new RawLoop("raw loop, 1 MiB socket buffer", Map.of(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20));

    private static final Contender WAYBILL = WaybillPipeline.ordered("Waybill none", Ordering.none());
    private static final Contender WAYBILL_KEY = WaybillPipeline.ordered("Waybill key", Ordering.key());
    private static final Contender WAYBILL_BATCH = WaybillPipeline.inBatches("Waybill batch");

    /** What Parallel Consumer does unless told otherwise. */
    private static final Duration ITS_COMMIT_INTERVAL = ofSeconds(5);

    private static final Contender PC_UNORDERED =
            new ParallelConsumerCore("PC core unordered", ProcessingOrder.UNORDERED, Job.COMMIT_INTERVAL);
    private static final Contender PC_DEFAULT =
            new ParallelConsumerCore("PC core, 5 s commits", ProcessingOrder.UNORDERED, ITS_COMMIT_INTERVAL);
    private static final Contender PC_KEY =
            new ParallelConsumerCore("PC core key", ProcessingOrder.KEY, Job.COMMIT_INTERVAL);
    private static final Contender PC_VERTX =
            new ParallelConsumerVertx("PC Vert.x unordered", ProcessingOrder.UNORDERED, Job.COMMIT_INTERVAL);
    private static final Contender PC_VERTX_DEFAULT =
            new ParallelConsumerVertx("PC Vert.x, 5 s commits", ProcessingOrder.UNORDERED, ITS_COMMIT_INTERVAL);
    private static final Contender PC_VERTX_KEY =
            new ParallelConsumerVertx("PC Vert.x key", ProcessingOrder.KEY, Job.COMMIT_INTERVAL);
    private static final Contender REACTOR = new ReactorReceiver();
    private static final Contender SHARE_GROUP = new ShareGroup();
    private static final Contender COMMIT_ON_POLL = new CommitOnPoll();

    private static final List<Contender> ALL = List.of(
            RAW_LOOP,
            RAW_LOOP_LARGE_BUFFER,
            WAYBILL,
            WAYBILL_KEY,
            WAYBILL_BATCH,
            PC_UNORDERED,
            PC_DEFAULT,
            PC_KEY,
            PC_VERTX,
            PC_VERTX_DEFAULT,
            PC_VERTX_KEY,
            REACTOR,
            SHARE_GROUP,
            COMMIT_ON_POLL);

    private Contenders() {}

    /** Those that are measured for speed; the raw loop is what they are held against. */
    public static List<Contender> engines() {
        return List.of(WAYBILL, WAYBILL_KEY, PC_UNORDERED, PC_KEY, PC_VERTX, PC_VERTX_KEY, REACTOR, SHARE_GROUP);
    }

    /** Those that are measured with a handler that takes no time. */
    public static List<Contender> immediate() {
        var all = new ArrayList<>(List.of(RAW_LOOP_LARGE_BUFFER, WAYBILL_BATCH));
        all.addAll(1, engines());
        return all;
    }

    /** Those that keep the order of each key. */
    public static List<Contender> inKeyOrder() {
        return List.of(WAYBILL_KEY, PC_KEY, PC_VERTX_KEY);
    }

    /** Those that are killed: Parallel Consumer as it comes, and committing as often as we do; the last one must lose. */
    public static List<Contender> killed() {
        return List.of(
                WAYBILL, WAYBILL_KEY, PC_UNORDERED, PC_DEFAULT, PC_VERTX, PC_VERTX_DEFAULT, REACTOR, COMMIT_ON_POLL);
    }

    /** Those whose records in flight hold no thread, and that track a span of offsets. */
    public static List<Contender> asynchronous() {
        return List.of(WAYBILL, WAYBILL_KEY, PC_VERTX, REACTOR);
    }

    public static Contender named(String name) {
        return ALL.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contender \"" + name + "\"; there are "
                        + ALL.stream().map(Contender::name).toList()));
    }
}
