package dev.waybill.cli.jobs;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.waybill.cli.CommandRun;
import dev.waybill.jobs.processor.Effort;
import dev.waybill.local.postgres.PostgresServer;
import dev.waybill.telemetry.OtlpReceiver;
import dev.waybill.telemetry.OtlpReceiver.SeenSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code waybill jobs worker} as processes of their own, on a real PostgreSQL. */
final class CommandWorkerIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    @BeforeEach
    void open() throws SQLException {
        site = JobsSite.open();
    }

    @AfterEach
    void close() throws SQLException {
        site.close();
    }

    @Test
    void everyExitStatusBecomesItsOutcome() throws Exception {
        site.processor("p", 5, d -> d.withEffort(quick(1)));
        String script = """
                case $1 in
                    s3://in/0) echo fine; echo s3://out/0 > "$WAYBILL_DST_FILE" ;;
                    s3://in/1) echo clouds only; exit 77 ;;
                    s3://in/2) echo broken file >&2; exit 65 ;;
                    s3://in/3) echo no network >&2; exit 75 ;;
                    s3://in/4) kill -9 $$ ;;
                esac
                """;

        int exit = drain("p", "--concurrency", "3", "--", "sh", "-c", script, "sh", "{src}");

        assertThat(exit).isEqualTo(3);
        assertThat(site.texts(
                        "SELECT src || ' ' || status || ' ' || coalesce(dst_path, '-') || ' ' || coalesce(err_msg, '-')"
                                + " FROM bnp.sourced_job ORDER BY src"))
                .containsExactly(
                        "s3://in/0 finished s3://out/0 -",
                        "s3://in/1 skipped - clouds only",
                        "s3://in/2 failed - exit status 65: broken file",
                        "s3://in/3 failed - exit status 75: no network",
                        "s3://in/4 failed - ended by signal 9");
        assertThat(site.texts("SELECT outcome FROM bnp.execution ORDER BY outcome::text"))
                .containsExactly("failed", "failed", "finished", "rejected", "skipped");
        assertThat(site.texts("SELECT message FROM bnp.log ORDER BY message"))
                .containsExactly("broken file", "clouds only", "fine", "no network");
    }

    @Test
    void whoPrintsAPathThatIsNoneHasFailed() throws Exception {
        site.processor("p", 4, d -> d.withEffort(quick(1)));
        String script = """
                case $1 in
                    s3://in/0) printf 's3://out/\\033[31m0\\n' ;;
                    s3://in/1) printf 's3://out/\\377\\n' ;;
                    s3://in/2) head -c 3000 /dev/zero | tr '\\0' x ;;
                    s3://in/3) echo s3://out/3 ;;
                esac
                """;

        int exit = drain("p", "--dst-from-output", "--", "sh", "-c", script, "sh", "{src}");

        assertThat(exit).isEqualTo(3);
        assertThat(site.texts("SELECT src FROM bnp.sourced_job WHERE status = 'finished' AND dst_path = 's3://out/3'"))
                .containsExactly("s3://in/3");
        assertThat(site.texts("SELECT src FROM bnp.sourced_job WHERE status = 'failed' AND dst_path IS NULL"
                        + " AND err_msg LIKE '%the path of its output is none%' ORDER BY src"))
                .containsExactly("s3://in/0", "s3://in/1", "s3://in/2");
    }

    @Test
    void aCommandFindsTheTraceOfItsExecution() throws Exception {
        site.processor("p", 2, d -> d.withEffort(quick(1)));
        Path found = folder.resolve("found");
        String script = "echo \"$1 $TRACEPARENT\" >> \"$2\"; test $1 = s3://in/0";
        CommandRun worked;
        List<SeenSpan> spans;

        try (var receiver = OtlpReceiver.start()) {
            var environment = new HashMap<>(site.environment());
            environment.put("WAYBILL_TELEMETRY_OTLP", receiver.uri().toString());
            environment.put("WAYBILL_TELEMETRY_RATIO", "1");
            worked = CommandRun.with(
                    environment,
                    "jobs",
                    "worker",
                    "--processor",
                    "p",
                    "--drain",
                    "--",
                    "sh",
                    "-c",
                    script,
                    "sh",
                    "{src}",
                    found.toString());
            spans = receiver.spans();
        }

        assertThat(worked.exit()).as(worked.err()).isEqualTo(3);
        assertThat(spans)
                .extracting(SeenSpan::name, SeenSpan::status, SeenSpan::events, SeenSpan::service)
                .containsExactlyInAnyOrder(
                        tuple("execute process", "UNSET", List.of("settled"), "waybill-jobs"),
                        tuple("execute process", "ERROR exit status 1", List.of("retried"), "waybill-jobs"));
        assertThat(Files.readAllLines(found))
                .allSatisfy(line -> assertThat(line)
                        .matches("s3://in/[01] 00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]")) // 2: made of random digits
                .extracting(line -> line.replaceAll(".* 00-(.*)-0.", "$1"))
                .containsExactlyInAnyOrderElementsOf(spans.stream()
                        .map(span -> span.trace() + "-" + span.id())
                        .toList());
    }

    @Test
    void garbageFromACommandIsATypedFailure() throws Exception {
        site.processor("p", 1, d -> d.withEffort(quick(1)));
        String script =
                "printf 's3://out/\\001x' > $WAYBILL_DST_FILE; head -c 100000 /dev/urandom >> $WAYBILL_DST_FILE";

        drain("p", "--", "sh", "-c", script);

        assertThat(site.texts("SELECT status || ' ' || err_msg FROM bnp.job").get(0))
                .startsWith("failed it ended well, but the path of its output is none");
    }

    @Test
    void aFloodOfOutputIsBoundedAndBothItsEndsAreKept() throws Exception {
        site.processor("p", 1, d -> d);

        int exit = drain("p", "--", "sh", "-c", "i=0; while [ $i -lt 100000 ]; do echo line $i; i=$((i+1)); done");

        assertThat(exit).isZero();
        assertThat(site.number("SELECT count(*) FROM bnp.log")).isBetween(400L, 402L);
        assertThat(site.texts("SELECT message FROM bnp.log ORDER BY id"))
                .startsWith("line 0")
                .contains("(99600 lines left out)")
                .endsWith("line 99999");
    }

    @Test
    void aCommandThatTakesTooLongAndIgnoresTheRequestIsKilled() throws Exception {
        site.processor("p", 1, d -> d.withEffort(quick(1)));

        int exit = drain(
                "p",
                "--timeout",
                "1s",
                "--grace",
                "500ms",
                "--",
                "sh",
                "-c",
                "trap '' TERM; while :; do sleep 1; done");

        assertThat(exit).isEqualTo(3);
        assertThat(site.texts("SELECT err_msg FROM bnp.job")).containsExactly("took longer than PT1S and was ended");
    }

    @Test
    void aKilledWorkersJobsAndCommandsAreNobodysForNoLongerThanALease() throws Exception {
        site.processor("p", 1, d -> d.withEffort(quick(3)));
        Path pid = folder.resolve("pid");
        String script = "[ -f " + pid + " ] && exit 0; echo $$ > " + pid + "; while :; do sleep 1; done";
        try (var first = worker("first", "p", "--", "sh", "-c", script)) {
            await().atMost(ofMinutes(2))
                    .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
            long command = Long.parseLong(Files.readString(pid).strip());

            first.signal("KILL");

            await().atMost(ofMinutes(2)).until(() -> ProcessHandle.of(command).isEmpty());
        }

        assertThat(drain("p", "--", "sh", "-c", script)).isZero();
        assertThat(site.texts("SELECT worker || ' ' || outcome FROM bnp.execution ORDER BY execution"))
                .containsExactly("first lost", "drain finished");
    }

    @Test
    void aFrozenWorkerLosesItsJobAndIsToldSo() throws Exception {
        site.processor("p", 1, d -> d.withEffort(quick(3)));
        Path started = folder.resolve("started");
        Path go = folder.resolve("go");
        String script = "[ -f " + started + " ] && exit 0; touch " + started + "; while [ ! -f " + go
                + " ]; do sleep 0.1; done; echo s3://out/stale > \"$WAYBILL_DST_FILE\"";
        try (var first = worker("first", "p", "--", "sh", "-c", script)) {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(started));
            first.signal("STOP");

            int exit = drain("p", "--dst", "s3://out/{name}.{execution}", "--", "sh", "-c", script);
            Files.createFile(go); // the frozen worker's command ends well, too late
            first.signal("CONT");
            await().atMost(ofMinutes(2))
                    .until(() ->
                            first.said().contains("refused") || first.said().contains("given to others"));
            first.signal("TERM");

            assertThat(exit).isZero();
            assertThat(first.awaitEnd(30)).isEqualTo(143);
        }
        assertThat(site.texts("SELECT status || ' ' || dst_path FROM bnp.job"))
                .containsExactly("finished s3://out/0.2");
        assertThat(site.texts("SELECT worker || ' ' || outcome FROM bnp.execution ORDER BY execution"))
                .containsExactly("first lost", "drain finished");
    }

    @Test
    void aStoppedWorkerGivesBackWhatItCannotFinish() throws Exception {
        site.processor("p", 2, d -> d);
        Path started = folder.resolve("started");
        try (var worker = worker(
                "w", "p", "--grace", "500ms", "--", "sh", "-c", "touch " + started + "; while :; do sleep 1; done")) {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(started));

            worker.signal("TERM");

            assertThat(worker.awaitEnd(30)).isEqualTo(143);
        }
        assertThat(site.texts("SELECT status || ' ' || attempts FROM bnp.job")).containsExactly("ready 0", "ready 0");
        assertThat(site.texts("SELECT outcome FROM bnp.execution")).containsExactly("released");
    }

    @Test
    void whatACommandFinishesWithinTheGraceCounts() throws Exception {
        site.processor("p", 2, d -> d);
        Path started = folder.resolve("started");
        Path go = folder.resolve("go");
        String script = "touch " + started + "; while [ ! -f " + go + " ]; do sleep 0.1; done";
        try (var worker = worker("w", "p", "--", "sh", "-c", script)) {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(started));

            worker.signal("TERM");
            await().atMost(ofMinutes(2)).until(() -> worker.said().contains("stopping"));
            Files.createFile(go);

            assertThat(worker.awaitEnd(30)).isEqualTo(143);
        }
        assertThat(site.texts("SELECT status FROM bnp.job ORDER BY status::text"))
                .containsExactly("finished", "ready");
    }

    @Test
    void aCanceledJobsCommandIsEnded() throws Exception {
        site.processor("p", 1, d -> d.withEffort(quick(3)));
        Path pid = folder.resolve("pid");
        try (var worker = worker("w", "p", "--", "sh", "-c", "echo $$ > " + pid + "; while :; do sleep 1; done")) {
            await().atMost(ofMinutes(2))
                    .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
            long command = Long.parseLong(Files.readString(pid).strip());

            assertThat(site.jobs("cancel", "1").exit()).isZero();

            await().atMost(ofMinutes(2)).until(() -> ProcessHandle.of(command).isEmpty());
            assertThat(worker.isAlive()).isTrue();
        }
        assertThat(site.texts("SELECT status FROM bnp.job")).containsExactly("canceled");
    }

    @Test
    void aPathThatACommandWouldTakeForAnOptionIsRefused() throws Exception {
        int processor = site.processor("p", 0, d -> d);
        site.offer(processor, 1, "-rf /");

        int exit = drain("p", "--", "true", "{src}");

        assertThat(exit).isEqualTo(3);
        assertThat(site.texts("SELECT status || ' ' || err_msg FROM bnp.job").get(0))
                .startsWith("failed the path of its source is none that a command may be given");
    }

    @Test
    void whatIsDoneWhileTheDatabaseIsAwayIsReportedWhenItIsBack() throws Exception {
        Path data = Files.createTempDirectory("waybill-jobs-it-");
        var settings = new PostgresServer.Settings(0, Optional.of(data), Map.of());
        var first = PostgresServer.start(settings);
        var own = JobsSite.open(first);
        own.processor("p", 2, d -> d);
        Path started = folder.resolve("started");
        Path go = folder.resolve("go");
        String script = "touch " + started + "; while [ ! -f " + go
                + " ]; do sleep 0.1; done; echo s3://out > $WAYBILL_DST_FILE";
        try (var worker = own.start(
                folder.resolve("w.log"), "worker", "--processor", "p", "--name", "w", "--", "sh", "-c", script)) {
            await().atMost(ofMinutes(2)).until(() -> Files.exists(started));

            first.kill();
            Files.createFile(go);
            await().atMost(ofMinutes(2)).until(() -> worker.said().contains("the database does not answer"));
            try (var second =
                    PostgresServer.start(new PostgresServer.Settings(first.port(), Optional.of(data), Map.of()))) {
                await().atMost(ofMinutes(2))
                        .ignoreExceptions()
                        .until(() -> own.number("SELECT count(*) FROM bnp.job WHERE status = 'finished'") == 2);

                assertThat(own.texts("SELECT outcome FROM bnp.execution")).containsExactly("finished", "finished");
                assertThat(worker.isAlive()).isTrue();
                assertThat(second.port()).isEqualTo(first.port());
            }
        } finally {
            own.database().close();
            first.close();
        }
    }

    /** A lease of two seconds. */
    private static Effort quick(int attempts) {
        return Effort.DEFAULT.withLease(ofSeconds(2)).withAttempts(attempts).withBackoff(ofMillis(100), ofSeconds(1));
    }

    private int drain(String processor, String... more) throws IOException, InterruptedException {
        try (var worker = start("drain", List.of("--processor", processor, "--drain"), more)) {
            return worker.awaitEnd(60);
        }
    }

    private JobsProcess worker(String name, String processor, String... more) throws IOException {
        return start(name, List.of("--processor", processor), more);
    }

    private JobsProcess start(String name, List<String> first, String... more) throws IOException {
        var words = new ArrayList<>(List.of("worker", "--name", name));
        words.addAll(first);
        words.addAll(List.of(more));
        return site.start(folder.resolve(name + ".log"), words.toArray(String[]::new));
    }
}
