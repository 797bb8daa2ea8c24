package dev.waybill.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.time.Time;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.junit.jupiter.api.Test;

/** What becomes of commits that the broker refuses. */
class CommitFailureTest {
    private final CommitWatch watch = new CommitWatch(Time.system());

    @Test
    void whatPassesByItselfIsTriedAgain() {
        assertThat(List.of(
                        new RebalanceInProgressException(),
                        new RetriableCommitFailedException("moved"),
                        new TimeoutException()))
                .allMatch(problem -> CommitFailure.of(problem) == CommitFailure.RETRY);
    }

    @Test
    void aMemberThatWasTakenForDeadJoinsAgain() {
        assertThat(List.of(
                        new UnknownMemberIdException(),
                        new IllegalGenerationException(),
                        new StaleMemberEpochException("old"),
                        new CommitFailedException()))
                .allMatch(problem -> CommitFailure.of(problem) == CommitFailure.REJOIN);
    }

    @Test
    void whatOnlyAnOperatorCanChangeEndsTheRun() {
        assertThat(List.of(
                        new FencedInstanceIdException("twice"),
                        new OffsetMetadataTooLarge("4097"),
                        GroupAuthorizationException.forGroupId("g")))
                .allMatch(problem -> CommitFailure.of(problem) == CommitFailure.STOP);

        watch.begun();
        watch.returned(new FencedInstanceIdException("twice"));

        assertThatThrownBy(watch::throwRefusal).hasMessageContaining("same group.instance.id");
        assertThatCode(watch::throwRefusal).as("said once").doesNotThrowAnyException();
    }

    @Test
    void whatIsUnderWayIsKnown() {
        watch.begun();
        assertThat(watch.areUnderWay()).isTrue();

        watch.returned(new TimeoutException());

        assertThat(watch.areUnderWay()).isFalse();
        assertThatCode(watch::throwRefusal).doesNotThrowAnyException();
    }
}
