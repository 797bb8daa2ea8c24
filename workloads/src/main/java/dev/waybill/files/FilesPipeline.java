package dev.waybill.files;

import static java.time.Duration.ofMillis;

import dev.waybill.delivery.Limits;
import dev.waybill.delivery.Ordering;
import dev.waybill.delivery.SettleListener.How;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.files.assembly.Reassembler;
import dev.waybill.files.assembly.ReceivedChunk;
import dev.waybill.files.assembly.WholeFile;
import dev.waybill.files.moving.MovingSource;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.record.KafkaRecord;
import dev.waybill.source.SourceFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files workload as a pipeline: chunk, whole file, delivery.
 *
 * <p>Staging is a step, not the sink: a chunk that is staged is no sign that the sink works, so during an outage of the sink
 * nothing is parked however many chunks come.
 *
 * @param wanted paths of other files are skipped; it must fit from their start
 * @param failures where chunks go that cannot be delivered
 * @param drain how long the end of a run waits for uploads that are under way
 */
public record FilesPipeline(Reassembler reassembler, Optional<Pattern> wanted, FailureStore failures, Duration drain) {
    private static final String NAME = "files";

    /** Records that wait in memory for the rest of their file are under way too, so there is more room than they may take. */
    private static final int IN_FLIGHT = 40_000;

    private static final int SPAN = 200_000;
    private static final int RESUME_CHARS = 4096 - MovingSource.CHARS;

    /** Begins a pipeline that reads chunks from {@code source}; it still lacks its end. */
    public PipelineBuilder<KafkaRecord> from(SourceFactory source) {
        return Pipeline.from(source)
                .named(NAME)
                .ordered(Ordering.none())
                .within(new Limits(IN_FLIGHT, IN_FLIGHT, bufferedBytes(), SPAN, ofMillis(250), drain)
                        .withResumeChars(RESUME_CHARS))
                .parkingIn(failures)
                .whenSettled(this::settled)
                .whenAwaited(reassembler::hurry);
    }

    private void settled(KafkaRecord record, How how) {
        if (how == How.PARKED) {
            try {
                reassembler.parked(ReceivedChunk.of(record).identity());
            } catch (DeliveryException e) {
                // it is no chunk, and that is why it was parked
            }
        }
    }

    /** Ends {@code records} where whole files go. */
    public Pipeline to(PipelineBuilder<KafkaRecord> records) {
        return records.map(ReceivedChunk::of)
                .filter(this::isWanted)
                .mapAsync(reassembler::take)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .to(WholeFile::deliver);
    }

    /** Twice what may wait in memory: the rest is for files that are whole and under way to the sink. */
    private long bufferedBytes() {
        return 2 * reassembler.settings().memoryBytes();
    }

    private boolean isWanted(ReceivedChunk chunk) {
        String path = chunk.chunk().file().path().toString();
        return wanted.isEmpty() || wanted.get().matcher(path).lookingAt();
    }
}
