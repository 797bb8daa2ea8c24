package dev.waybill.batch.store;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.clickhouse.ClickHouseServiceSettings;
import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandInStoreTest extends StoreContract {
    private static final ClickHouseService SERVICE = started();

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @AfterEach
    void heal() {
        SERVICE.faults(Faults.NONE);
    }

    @Override
    protected URI address() {
        return SERVICE.uri();
    }

    @Test
    void aBlockWhoseAnswerIsLostIsThereOnceAfterItsRepeat() {
        server.version();
        SERVICE.faults(Faults.NONE.with(FaultSwitch.LOST, 100));

        assertThatThrownBy(() -> store("job1", 0, encoded(0, 10)))
                .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(FailureClass.TRANSIENT));
        SERVICE.faults(Faults.NONE);
        store("job1", 0, encoded(0, 10));

        assertThat(rows.count(model, "job1")).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "252, THROTTLED",
        "202, THROTTLED",
        "241, THROTTLED",
        "243, UNAVAILABLE",
        "159, TRANSIENT",
        "242, TRANSIENT",
        "999, TRANSIENT",
        "777, TRANSIENT",
        "516, MISCONFIGURED",
        "497, MISCONFIGURED",
        "60, MISCONFIGURED",
        "16, MISCONFIGURED",
        "115, MISCONFIGURED",
        "164, MISCONFIGURED"
    })
    void theCodeOfAnExceptionDecidesTheClass(int code, FailureClass expected) {
        server.version();
        SERVICE.faults(Faults.NONE.with(FaultSwitch.FAIL, 100).with(ClickHouseService.CODE, code));

        assertThatThrownBy(() -> store("job1", 0, encoded(0, 10)))
                .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(expected))
                .hasMessageContaining("Code: " + code);
    }

    @ParameterizedTest
    @CsvSource({"503, TRANSIENT", "429, THROTTLED", "401, MISCONFIGURED", "404, MISCONFIGURED", "413, MISCONFIGURED"})
    void withoutACodeTheStatusDecides(int status, FailureClass expected) {
        server.version();
        SERVICE.faults(Faults.NONE.with(FaultSwitch.FAIL, 100).with(FaultSwitch.STATUS, status));

        assertThatThrownBy(() -> server.query("SELECT 1"))
                .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(expected));
    }

    @Test
    void aServerThatNobodyAnswersForIsUnavailable() throws Exception {
        URI gone;
        try (var other = ClickHouseService.start()) {
            gone = other.uri();
        }
        var client = new ClickHouse(ClickHouseSettings.of(gone));

        assertThatThrownBy(client::ping)
                .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(FailureClass.UNAVAILABLE));
    }

    @Test
    void anAnswerThatDoesNotComeIsWaitedForSoLongAndNoLonger() {
        var client = new ClickHouse(ClickHouseSettings.of(address()).withTimeout(ofMillis(200)));
        SERVICE.faults(Faults.NONE.with(FaultSwitch.SLOW, 60_000));

        assertThatThrownBy(client::ping)
                .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(FailureClass.TRANSIENT))
                .hasMessageContaining("no complete answer within 200 ms");
    }

    @Test
    void aWrongPasswordNeedsAnOperatorAndIsNeverShown() throws Exception {
        var settings = ClickHouseServiceSettings.defaults().withUser("loader", "right");
        try (var guarded = ClickHouseService.start(settings)) {
            ClickHouseSettings known = ClickHouseSettings.of(guarded.uri()).withUser("loader", new Password("right"));
            var wrong = new ClickHouse(known.withUser("loader", new Password("hunter22")));

            new ClickHouse(known).checkAccess();

            assertThatThrownBy(wrong::checkAccess)
                    .satisfies(thrown -> assertThat(classOf(thrown)).isEqualTo(FailureClass.MISCONFIGURED))
                    .hasMessageContaining("Code: 516")
                    .hasMessageNotContaining("hunter22");
            assertThat(known.toString()).doesNotContain("right");

            // The server's words name the user: where that is the password as well, they are not shown as they are.
            var both = new ClickHouse(known.withUser("hunter22", new Password("hunter22")));
            assertThatThrownBy(both::checkAccess)
                    .hasMessageContaining("******: Authentication failed")
                    .hasMessageNotContaining("hunter22");
        }
    }

    @Test
    void theTokenOfAnInsertNamesJobBlockAndModelVersion() {
        SERVICE.log().clear();

        store("job1", 3, encoded(0, 1));

        assertThat(SERVICE.log().requests())
                .filteredOn(sql -> sql.startsWith("INSERT"))
                .hasSize(1);
        server.execute(
                "INSERT INTO data_" + model + " (event_id) VALUES ('x')",
                java.util.Map.of("insert_deduplication_token", "job1/3/1"));
        assertThat(server.query("SELECT event_id FROM data_" + model)).isEqualTo("e0\n");
    }

    @Test
    void requestsAboveTheBoundWait() throws Exception {
        try (var own = ClickHouseService.start()) { // where nobody who gave up is still being answered
            var client = new ClickHouse(
                    ClickHouseSettings.of(own.uri()).withMaxInFlight(2).withTimeout(ofSeconds(30)));
            own.faults(Faults.NONE.with(FaultSwitch.SLOW, 100));

            List<Thread> askers = java.util.stream.Stream.generate(() -> new Thread(() -> client.query("SELECT 1")))
                    .limit(8)
                    .toList();
            askers.forEach(Thread::start);
            for (Thread asker : askers) {
                asker.join();
            }

            assertThat(own.log().mostUnderWay()).isEqualTo(2);
            assertThat(own.log().requests()).hasSize(8);
        }
    }

    @Test
    void rowsAndRejectsGoInNoMoreInsertsThanTheyNeed() {
        SERVICE.log().clear();
        rows.store(
                model,
                List.of("event_id"),
                new Origin("job1", 0, 1),
                new EncodedRows(0, (from, to) -> ByteBuffer.allocate(0)));
        assertThat(SERVICE.log().requests()).as("of an empty block").isEmpty();

        var cells = new ArrayList<RejectedRow>();
        for (int row = 1; row <= 300; row++) {
            String original = "x".repeat(60_000);
            cells.add(new RejectedRow(row, row + 1, "e", "amount", "Float64", "BAD", "x", "bad", original));
        }
        rejected.store(new Origin("inserts" + model, 0, 1), cells);
        assertThat(SERVICE.log().requests()).as("of 18 MB of rejects").hasSize(3);
    }

    private static ClickHouseService started() {
        try {
            return ClickHouseService.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FailureClass classOf(Throwable thrown) {
        return ((DeliveryException) thrown).failure().failureClass();
    }
}
