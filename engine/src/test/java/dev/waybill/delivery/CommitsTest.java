package dev.waybill.delivery;

import static dev.waybill.delivery.MemorySource.partition;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.offset.HeldRuns;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.offset.ResumeExtras;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.offset.RunMark;
import dev.waybill.record.Fetched;
import dev.waybill.source.Intake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a commit says beside the held offsets. */
class CommitsTest {
    private static final ResumeExtras EXTRAS =
            new ResumeExtras(new TreeMap<>(Map.of(5L, 3)), new RunMark(true, 1, 9, RunMark.NOWHERE));

    private final ManualTime time = new ManualTime();
    private final MemorySource source = new MemorySource();
    private final Commits commits = new Commits(source, time, ofMillis(250), ResumeFormat.DEFAULT);
    private final PartitionState state = new PartitionState(partition(0));

    @Test
    void extrasAreCommittedThoughNothingIsSettled() {
        state.admit(5, 10);
        state.extras = EXTRAS;

        commit();

        assertThat(source.committed).isEqualTo(Map.of(partition(0), 5L));
        assertThat(decoded()).isEqualTo(new Decoded.Accepted(new ResumeData(5, HeldRuns.NONE, EXTRAS)));
    }

    @Test
    void extrasThatWereReadAreTakenBackOnceTheyAreGone() {
        source.committed.put(partition(0), 5L);
        source.metadata.put(partition(0), new ResumeData(5, HeldRuns.NONE, EXTRAS).encode(ResumeFormat.DEFAULT));
        new Resumption("test", source).read(List.of(partition(0))).values().forEach(state::resume);
        state.admit(5, 10);

        commit();

        assertThat(state.resumed).isEqualTo(new ResumeData(5, HeldRuns.NONE, EXTRAS));
        assertThat(source.metadata).isEqualTo(Map.of(partition(0), ""));
    }

    @Test
    void extrasThatStayAreNotCommittedAgain() {
        state.admit(5, 10);
        state.extras = EXTRAS;
        commit();

        commit();

        assertThat(source.commits).hasSize(1);
    }

    private void commit() {
        time.advance(ofMillis(250));
        commits.commitIfDue(List.of(state));
        source.poll(ofMillis(0), new Nobody());
    }

    private Decoded decoded() {
        return ResumeData.decode(source.metadata.getOrDefault(partition(0), ""), 5);
    }

    private static final class Nobody implements Intake {
        @Override
        public void partition(TopicPartition partition) {}

        @Override
        public void record(long offset, Fetched record) {}

        @Override
        public void position(long position) {}
    }
}
