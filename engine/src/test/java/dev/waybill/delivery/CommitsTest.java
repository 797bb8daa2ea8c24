package dev.waybill.delivery;

import static dev.waybill.delivery.LoopFixture.partition;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.offset.FailedAt;
import dev.waybill.offset.HeldRuns;
import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.offset.ResumeExtras;
import dev.waybill.offset.ResumeFormat;
import dev.waybill.offset.RunMark;
import dev.waybill.record.FetchedRecords;
import dev.waybill.record.Position;
import dev.waybill.source.Intake;
import dev.waybill.testkit.KeptCommit;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemorySource;
import dev.waybill.testkit.MemoryTopics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a commit says beside the held offsets. */
class CommitsTest {
    private static final ResumeExtras EXTRAS =
            new ResumeExtras(new TreeMap<>(Map.of(5L, new FailedAt(3, 1))), new RunMark(true, 1, 9, RunMark.NOWHERE));

    private final ManualTime time = new ManualTime();
    private final MemoryTopics topics = MemoryTopics.of("t", 1);
    private final MemorySource source = topics.member();
    private final Commits commits = new Commits(source, time, ofMillis(250), ResumeFormat.DEFAULT);
    private final PartitionState state = new PartitionState(partition(0));

    @Test
    void extrasAreCommittedThoughNothingIsSettled() {
        state.admit(5, 10);
        state.extras = EXTRAS;

        commit();

        assertThat(topics.committed()).isEqualTo(Map.of(partition(0), 5L));
        assertThat(decoded()).isEqualTo(new Decoded.Accepted(new ResumeData(5, HeldRuns.NONE, EXTRAS)));
    }

    @Test
    void extrasThatWereReadAreTakenBackOnceTheyAreGone() {
        topics.commit(partition(0), 5, new ResumeData(5, HeldRuns.NONE, EXTRAS).encode(ResumeFormat.DEFAULT, "t", 0));
        new Resumption("test", source).read(List.of(partition(0))).values().forEach(state::resume);
        state.admit(5, 10);

        commit();

        assertThat(state.resumed).isEqualTo(new ResumeData(5, HeldRuns.NONE, EXTRAS));
        assertThat(metadata()).isEmpty();
    }

    @Test
    void extrasThatStayAreNotCommittedAgain() {
        state.admit(5, 10);
        state.extras = EXTRAS;
        commit();

        commit();

        assertThat(topics.commits()).hasSize(1);
    }

    private String metadata() {
        return topics.kept(partition(0)).map(KeptCommit::metadata).orElse("");
    }

    private void commit() {
        time.advance(ofMillis(250));
        commits.commitIfDue(List.of(state));
        source.poll(ofMillis(0), new Nobody());
        source.poll(ofMillis(0), new Nobody());
    }

    private Decoded decoded() {
        return ResumeData.decode(metadata(), new Position("t", 0, 5));
    }

    private static final class Nobody implements Intake {
        @Override
        public void partition(TopicPartition partition) {}

        @Override
        public void records(FetchedRecords records) {}

        @Override
        public void position(long position) {}
    }
}
