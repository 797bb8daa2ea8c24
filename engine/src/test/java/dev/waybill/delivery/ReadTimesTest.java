package dev.waybill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadTimesTest {
    private final ReadTimes reads = new ReadTimes();

    @Test
    void anOffsetIsAsOldAsTheFirstSampleBeyondIt() {
        reads.sample(0, 10, 100);
        reads.sample(0, 20, 200);

        assertThat(reads.readBy(9, -1)).isEqualTo(100);
        assertThat(reads.readBy(10, -1)).isEqualTo(200);
        assertThat(reads.readBy(20, -1)).isEqualTo(-1);
    }

    @Test
    void theHeadStaysExactHoweverManySamplesCome() {
        for (int i = 1; i <= 100_000; i++) {
            reads.sample(0, i, i);
        }

        assertThat(reads.readBy(0, -1)).isEqualTo(1);
        assertThat(reads.readBy(50_000, -1)).isBetween(50_001L, 54_000L);
    }

    @Test
    void whatIsSettledIsForgotten() {
        reads.sample(0, 10, 100);
        reads.sample(10, 30, 300);

        assertThat(reads.readBy(5, -1)).isEqualTo(300);
    }
}
