package dev.waybill.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where a group begins, in the client's own words. */
class StartPositionTest {
    @Test
    void theClientsWordsAreUnderstood() {
        assertThat(StartPosition.parse(" Earliest ")).contains(new StartPosition.Earliest());
        assertThat(StartPosition.parse("latest")).contains(new StartPosition.Latest());
        assertThat(StartPosition.parse("none")).contains(new StartPosition.None());
        assertThat(StartPosition.parse("by_duration:PT1H"))
                .contains(new StartPosition.NotOlderThan(Duration.ofHours(1)));
    }

    @Test
    void anythingElseIsRefused() {
        assertThat(StartPosition.parse("by_duration:-PT1H")).isEmpty();

        assertThatThrownBy(() -> KafkaSource.topic("t").property("auto.offset.reset", "begin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("earliest, latest, none", "\"begin\"");
    }

    @Test
    void aTopicCannotBeAddedToAPattern() {
        assertThatThrownBy(() -> KafkaSource.topicsMatching("a.*").and("b")).hasMessageContaining("\"b\"");
    }
}
