package dev.waybill.cli.files;

import dev.waybill.cli.kafka.ProducerProperties;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.FailureStore;
import dev.waybill.files.RekeyPipeline;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.sink.KafkaSink;
import dev.waybill.sink.Outgoing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The pipeline of {@code files rekey}, for records that it parked: to the topic where its chunks go. Used by one thread. */
public final class RekeyAgain implements AutoCloseable {
    private final RekeyPipeline rekey;
    private final KafkaSink<Outgoing> sink;

    private RekeyAgain(RekeyPipeline rekey, KafkaSink<Outgoing> sink) {
        this.rekey = rekey;
        this.sink = sink;
    }

    /** Whether a run of rekey parks in this folder. */
    public static boolean parksIn(Path failures) {
        return KeptRekey.FILE.isIn(failures);
    }

    /**
     * Opens it as the run was that parked in {@code failures}.
     *
     * @param parking where records go that fail again
     * @param drain how long the end waits for chunks that are under way
     */
    public static RekeyAgain open(Session session, Path failures, FailureStore parking, Duration drain)
            throws IOException {
        var kept = KeptRekey.FILE.read(failures);
        var brokers = new Brokers(kept.brokers());
        try (Topics topics = Topics.connect(brokers.properties(session.kafka("consumer")))) {
            topics.require(kept.to(), "waybill files rekey --to " + kept.to() + " creates it");
        }
        var producer = ProducerProperties.of(brokers.properties(session.kafka("producer")));
        return new RekeyAgain(new RekeyPipeline(parking, drain), RekeyPipeline.topic(kept.to(), producer));
    }

    /** The pipeline as it is, without a source. */
    public Pipeline pipeline() {
        return rekey.to(
                rekey.from(() -> {
                    throw new IllegalStateException("only its replay is run");
                }),
                sink);
    }

    @Override
    public void close() {
        sink.close();
    }
}
