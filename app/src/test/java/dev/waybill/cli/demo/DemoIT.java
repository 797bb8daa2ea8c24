package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/waybill demo} as the README has it: every story ends well, and its numbers add up. */
final class DemoIT {
    private static final int ENOUGH_SECONDS = 1_500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static String talk;

    /** The numbers of each story, in the order in which they are told. */
    private static final List<Map<String, Double>> stories = new ArrayList<>();

    @BeforeAll
    static void everyStoryIsTold() throws Exception {
        long start = System.nanoTime();
        try (var demo = DemoProcess.start(folder)) {
            int exit = demo.exit(ENOUGH_SECONDS);
            talk = demo.err();
            assertThat(exit).as(talk).isZero();
            readFigures(demo.out());
        }
        System.out.println("demo took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }

    @Test
    void everyEventBecomesAHandleOrIsParked() throws IOException {
        assertThat(number(0, "events sent")).isGreaterThan(300);
        assertThat(number(0, "parked")).isGreaterThanOrEqualTo(12);
        assertThat(number(0, "delivered") + number(0, "parked")).isEqualTo(number(0, "events sent"));
        assertThat(number(0, "handles")).isGreaterThan(600);
        assertThat(number(0, "seconds of the outage")).isGreaterThanOrEqualTo(5);
        assertThat(stories.get(0))
                .containsEntry("offsets committed", number(0, "events sent"))
                .containsEntry("mended and replayed", 1.0)
                .containsEntry("handles missing or different", 0.0)
                .containsEntry("handles nothing asked for", 0.0);
        assertThat(ParkedLine.in(folder.resolve("outputs/demo-pid/failures/r0")))
                .hasSize((int) number(0, "parked"));
        assertThat(folder.resolve("outputs/demo-pid/demo.log")).isNotEmptyFile();
    }

    @Test
    void everyFileIsInGirderByteForByte() {
        assertThat(stories.get(1))
                .containsEntry("files sent", 110.0)
                .containsEntry("in Girder, byte for byte", 110.0)
                .containsEntry("folders", 22.0)
                .containsEntry("items that nobody sent", 0.0)
                .containsEntry("chunks parked", 0.0);
        assertThat(number(1, "bytes sent")).isGreaterThan(200_000_000);
        assertThat(number(1, "offsets committed")).isGreaterThan(490);
        assertThat(folder.resolve("outputs/demo-files/instrument")).doesNotExist();
        assertThat(folder.resolve("outputs/demo-files/receiver/STAGING/demo-files"))
                .isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void everyRowIsInClickHouseOnce() {
        for (String file : List.of("csv", "parquet")) {
            assertThat(stories.get(2))
                    .containsEntry(file + ": rows in the table", 1_000_000.0)
                    .containsEntry(file + ": different rows", 1_000_000.0)
                    .containsEntry(file + ": rows repaired", 1_000.0);
        }
        assertThat(stories.get(2))
                .containsEntry("csv: MISSING_COLUMN", 334.0)
                .containsEntry("parquet: NULL_VALUE", 334.0);
    }

    @Test
    void everyProductIsDoneOnceInEachVersion() {
        assertThat(number(3, "of these with an output of their version")).isGreaterThan(9_000.0);
        assertThat(stories.get(3))
                .containsEntry("versions done twice", 0.0)
                .containsEntry("outputs deleted twice", 0.0)
                .containsEntry("outputs deleted that are still there", 0.0);
        assertThat(number(3, "reports of frozen workers, refused")).isPositive();
        assertThat(number(3, "outputs deleted")).isGreaterThanOrEqualTo(150.0);
        assertThat(number(3, "executions lost with their worker")).isPositive();
    }

    @Test
    void everyPaymentIsInTheLedgerOrParked() throws IOException {
        assertThat(stories.get(4))
                .containsEntry("records sent", 100_000.0)
                .containsEntry("arrived at the ledger", 94_000.0)
                .containsEntry("lost", 0.0)
                .containsEntry("parked, byte for byte", 1_000.0)
                .containsEntry("parked because of the outage", 0.0)
                .containsEntry("arrived again, though a commit knew of it", 0.0)
                .containsEntry("offsets committed", 100_000.0);
        assertThat(number(4, "arrived again after the kill"))
                .isLessThanOrEqualTo(number(4, "bound: in flight, and settled since the last commit"));
        try (var lines = Files.lines(folder.resolve("outputs/demo-streams/ledger.csv"))) {
            assertThat(lines.map(line -> line.substring(0, line.indexOf(',')))
                            .distinct()
                            .count())
                    .isEqualTo(94_000);
        }
        assertThat(ParkedLine.in(folder.resolve("outputs/demo-streams/failures/r0")).stream()
                        .map(ParkedLine::position)
                        .distinct()
                        .count())
                .isEqualTo(1_000);
    }

    @Test
    void eachIsToldWithItsOutageAndItsKill() {
        assertThat(talk)
                .containsSubsequence(
                        "is down now",
                        "is back after",
                        "0 events were parked",
                        "goes on",
                        "exists now",
                        "every event arrived or is parked with its reason",
                        "is down now",
                        "why is it stuck?",
                        "the sink is unavailable",
                        "is back after",
                        "kill -9",
                        "goes on",
                        "kill -9 of ClickHouse",
                        "why is it stuck?",
                        "is back after",
                        "kill -9 of process",
                        "goes on",
                        "mended",
                        "archives",
                        "kill -9",
                        "are frozen",
                        "are refused",
                        "brings 50 back",
                        "is down now",
                        "why is it stuck?",
                        "the sink is unavailable",
                        "is back after",
                        "kill -9",
                        "goes on",
                        "every payment arrived, was filtered, or is parked with its reason");
    }

    private static double number(int story, String figure) {
        assertThat(stories.get(story)).containsKey(figure);
        return Objects.requireNonNull(stories.get(story).get(figure));
    }

    /** Each table begins with its head line; two blanks or more are between columns. */
    private static void readFigures(String out) {
        for (String line : out.lines().toList()) {
            String[] cells = line.split(" {2,}", -1);
            if (cells[0].equals("FIGURE")) {
                stories.add(new HashMap<>());
            } else {
                stories.get(stories.size() - 1).put(cells[0], Double.valueOf(cells[1]));
            }
        }
        assertThat(stories).as(out).hasSize(5);
    }
}
