package dev.waybill.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;

import dev.waybill.delivery.Limits;
import dev.waybill.failure.FailureStore;
import dev.waybill.files.chunk.ChunkDecoder;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.sink.KafkaSink;
import dev.waybill.sink.KafkaSinkBuilder;
import dev.waybill.sink.Outgoing;
import dev.waybill.source.SourceFactory;
import java.time.Duration;
import java.util.Map;

/**
 * Chunks from one topic to another on which all chunks of a file are in one partition: that which
 * {@link dev.waybill.files.upload.ChunkTopic} takes. Key, value, headers and time stay as they are.
 *
 * @param failures where records go that are no chunks
 * @param drain how long the end of a run waits for chunks that are under way
 */
public record RekeyPipeline(FailureStore failures, Duration drain) {
    private static final String NAME = "rekey";
    private static final int IN_FLIGHT = 10_000;
    private static final int SPAN = 100_000;
    private static final long BUFFERED_BYTES = 64L << 20;

    /** The client can hold all that the pipeline has under way, so that a send never stands still for want of room. */
    private static final long CLIENT_BYTES = 2 * BUFFERED_BYTES;

    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 10;

    /** Begins a pipeline that reads chunks from {@code source}; it still lacks its end. */
    public PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return Pipeline.from(source)
                .named(NAME)
                .within(new Limits(IN_FLIGHT, IN_FLIGHT, BUFFERED_BYTES, SPAN, ofMillis(250), drain))
                .parkingIn(failures);
    }

    /** Ends {@code records} where chunks go. */
    public Pipeline to(PipelineBuilder<KafkaRecord> records, KafkaSink<Outgoing> sink) {
        return records.map(RekeyPipeline::moved).to(sink);
    }

    private static Outgoing moved(KafkaRecord record) {
        String path = ChunkDecoder.decode(record).file().path().toString();
        return Outgoing.of(record).placedBy(path.getBytes(UTF_8));
    }

    /** The topic that takes the chunks, which must exist. Records as large as it takes are sent. */
    public static KafkaSink<Outgoing> topic(String topic, Map<String, ?> kafka) {
        KafkaSinkBuilder sink = KafkaSink.topic(topic)
                .property("batch.size", BATCH_BYTES)
                .property("linger.ms", LINGER_MILLIS)
                .property("send.buffer.bytes", -1)
                .properties(kafka)
                .property("buffer.memory", CLIENT_BYTES)
                .property("max.request.size", (int) BUFFERED_BYTES);
        return sink.sending(outgoing -> outgoing);
    }
}
