package dev.waybill.why;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.retry.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WhyTextTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void theSentenceAnswers() {
        var text = WhyText.write(stuck("503 from http://sink", Retention.UNKNOWN));

        assertThat(text).startsWith("""
                orders: partition orders-3 waits for offset 1042 (key 'k') since 12 min, 17 attempts, \
                last: transient: 503 from http://sink, next attempt in 3 s; 2 340 records behind it are done and held

                PARTITION  STATE""");
        assertThat(text).endsWith("\nA kill now would repeat 2 345 records and lose none.\n");
    }

    @Test
    void anOutageIsTheAnswerWhileItLasts() {
        var answer = WhyText.answer(duringOutage(Optional.of(NOW.plusSeconds(2))));

        assertThat(answer)
                .isEqualTo("the sink is unavailable since 3 min, last: unavailable: 503\\u001b; left alone, "
                        + "asked again in 2 s; 6 records wait, none is parked for it");
        assertThat(WhyText.answer(duringOutage(Optional.empty()))).contains("; being asked again, few at once;");
    }

    @Test
    void jsonSaysWhatTheBreakerDoes() {
        var breaker = JsonMapper.shared()
                .readTree(WhyJson.write(duringOutage(Optional.of(NOW.plusSeconds(2)))))
                .path("breaker");

        assertThat(breaker.path("state").asString()).isEqualTo("open");
        assertThat(breaker.path("since").asString()).isEqualTo("2026-01-01T23:57:00Z");
        assertThat(breaker.path("class").asString()).isEqualTo("unavailable");
        assertThat(breaker.path("next_probe").asString()).isEqualTo("2026-01-02T00:00:02Z");
    }

    @Test
    void retentionIsCountedFromTheRecord() {
        var retention = kept(0).ofRecordAt(Optional.of(NOW.minus(ofDays(6))));

        var answer = WhyText.answer(stuck("503", retention));

        assertThat(answer).endsWith("; retention deletes it in 1 d at the earliest");
    }

    @Test
    void whatRetentionDeletedIsSaidFirst() {
        assertThat(WhyText.answer(stuck("503", kept(1_050))))
                .isEqualTo("partition orders-3 lost 8 records: retention deleted them up to offset 1050, "
                        + "they had not arrived");
    }

    @Test
    void whatComesFromOutsideCannotReachTheTerminal() {
        assertThat(WhyText.write(stuck("bad\u001b[31m" + "x".repeat(1000), Retention.UNKNOWN)))
                .contains("bad\\u001b[31mxxx")
                .doesNotContain("\u001b")
                .doesNotContain("x".repeat(500));
    }

    @Test
    void jsonHasNumbersTimesAndNulls() {
        var json = JsonMapper.shared().readTree(WhyJson.write(stuck("503", kept(7))));

        assertThat(json.path("state").asString()).isEqualTo("stuck");
        assertThat(json.path("answer").asString()).startsWith("partition orders-3 waits for offset 1042");
        var partition = json.path("partitions").path(0);
        assertThat(partition.path("committed").isNull()).isTrue();
        assertThat(partition.path("head").asLong()).isEqualTo(1042);
        assertThat(partition.path("lag").asLong()).isEqualTo(3958);
        assertThat(partition.path("waiting").path("retry").asInt()).isEqualTo(1);
        assertThat(partition.path("blocking").path("class").asString()).isEqualTo("transient");
        assertThat(partition.path("blocking").path("next_attempt").asString()).isEqualTo("2026-01-02T00:00:03Z");
        assertThat(partition.path("retention").path("log_start").asLong()).isEqualTo(7);
        assertThat(partition.path("retention").path("seconds").asDouble()).isEqualTo(604_800);
        assertThat(partition.path("retention").path("margin_seconds").isNull()).isTrue();
    }

    @Test
    void aKeyIsShownAsTextOrElseInHexadecimal() {
        assertThat(KeyText.of(null)).isEmpty();
        assertThat(KeyText.of("größe".getBytes(UTF_8))).contains("größe");
        assertThat(KeyText.of(new byte[] {(byte) 0xff, 1})).contains("0xff01");
        assertThat(KeyText.of("a\nb".getBytes(UTF_8))).contains("0x610a62");
        assertThat(KeyText.of(new byte[10_000]).orElseThrow()).hasSize(2 + 64 + 1);
        assertThat(KeyText.of("k".repeat(10_000).getBytes(UTF_8)).orElseThrow()).hasSize(121);
    }

    @Test
    void timesAreShownInTheirTwoLargestUnits() {
        assertThat(Amounts.time(Duration.ofMillis(250))).isEqualTo("250 ms");
        assertThat(Amounts.time(ofSeconds(59))).isEqualTo("59 s");
        assertThat(Amounts.time(ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(Amounts.time(ofMinutes(60))).isEqualTo("1 h");
        assertThat(Amounts.time(ofDays(6).plusHours(23))).isEqualTo("6 d 23 h");
    }

    private static Retention kept(long logStart) {
        return new Retention(
                OptionalLong.of(logStart),
                Optional.of(ofDays(7)),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static Why duringOutage(Optional<Instant> nextProbe) {
        var stuck = stuck("503", Retention.UNKNOWN);
        var outage = new Outage(NOW.minus(ofMinutes(3)), FailureClass.UNAVAILABLE, "503\u001b", nextProbe);
        var breaker = new SinkBreaker(Breaker.State.OPEN, 0, 1, Optional.of(outage));
        return new Why(
                "orders", NOW, stuck.progress(), stuck.load(), Totals.NONE, breaker, stuck.partitions(), List.of());
    }

    private static Why stuck(String error, Retention retention) {
        var failure = DeliveryException.retriable(error, null).failure();
        var blocking = new Blocking(
                1042,
                Optional.of("k"),
                Optional.empty(),
                Whereabouts.WAITING_FOR_RETRY,
                ofMinutes(12),
                Attempts.failed(17, failure, Optional.of(NOW.plusSeconds(3))));
        var offsets = new Offsets(
                OptionalLong.empty(), OptionalLong.of(1042), OptionalLong.of(3388), OptionalLong.of(5000), 2340);
        var load = new Load(6, 600, 5, 500, new Waiting(0, 1, 0, 0));
        var progress = new Progress(ProgressState.STUCK, NOW.minus(ofMinutes(12)));
        var partition = new PartitionWhy("orders", 3, progress, offsets, load, 2345, Optional.of(blocking), retention);
        return new Why("orders", NOW, progress, load, Totals.NONE, SinkBreaker.NONE, List.of(partition), List.of());
    }
}
