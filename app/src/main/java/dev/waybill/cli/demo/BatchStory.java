package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.batch.ApiClient;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Two files of rows to ClickHouse, through a kill of ClickHouse and one of the worker; then their bad rows, mended. Told once, by one thread.
 */
final class BatchStory {
    private static final double OUTAGE_AFTER = 0.2;
    private static final double KILL_AFTER = 0.5;
    private static final Duration OUTAGE = Duration.ofSeconds(6);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);
    private static final long LOOK_MILLIS = 100;
    private static final int WHY_LINES = 6;
    private static final Pattern API = Pattern.compile("batch API at (http://\\S+)");
    private static final Pattern STATUS = Pattern.compile("status at (http://\\S+)");

    private final PrintStream err;
    private final DemoStack stack;
    private final DemoClickHouse clickHouse;
    private final BatchSample sample;
    private final Path folder;
    private final StackHttp http = new StackHttp();
    private final InstantSource clock = InstantSource.system();
    private final ProgressLine progress;
    private final Figures figures = new Figures();

    BatchStory(Terminal terminal, DemoStack stack, DemoClickHouse clickHouse, BatchSample sample, Path folder) {
        this.err = terminal.err();
        this.stack = stack;
        this.clickHouse = clickHouse;
        this.sample = sample;
        this.folder = folder;
        this.progress = new ProgressLine("demo batch", err, terminal.errIsScreen(), clock);
    }

    /** A file that was sent, and the table it goes to. */
    private record Sent(String what, String model, String job, Map<String, Long> codes) {}

    /** The numbers of the story, with what they should be. */
    Figures tell() throws InterruptedException, IOException {
        Path csv = folder.resolve("rows.csv");
        Path parquet = folder.resolve("rows.parquet");
        sample.writeCsv(csv);
        sample.writeParquet(parquet);
        say(
                "%,d rows, of which %,d have a bad cell, are in rows.csv and again in rows.parquet",
                sample.rows(), sample.bad());
        try (var process = api()) {
            var api = new ApiClient(URI.create(said(process, API)), ANSWER);
            long start = clock.millis();
            var sent = List.of(
                    send(api, "csv", csv, sample.csvCodes()), send(api, "parquet", parquet, sample.parquetCodes()));
            say("the API has taken both; from now on they will be done, whatever happens");
            work(api, sent, process);
            long millis = clock.millis() - start;
            for (Sent one : sent) {
                judge(api, one);
            }
            figures.measure("seconds of delivery, outage and restarts included", Math.round(millis / 100.0) / 10.0);
        }
        progress.close();
        return figures;
    }

    private void work(ApiClient api, List<Sent> sent, CommandProcess process) throws InterruptedException, IOException {
        try (var first = worker()) {
            say("process %d checks their rows and stores them", first.pid());
            until(process, first, () -> share(api, sent) >= OUTAGE_AFTER);
            outage(api, sent, process, first);
            until(process, first, () -> share(api, sent) >= KILL_AFTER);
            first.kill();
            say("kill -9 of process %d, with %.0f %% of all rows done", first.pid(), 100 * share(api, sent));
        }
        try (var second = worker()) {
            say("process %d goes on", second.pid());
            until(process, second, () -> isOver(api, sent));
            for (Sent one : sent) {
                mend(api, one, process, second);
            }
            second.quit();
        }
    }

    private void outage(ApiClient api, List<Sent> sent, CommandProcess process, CommandProcess worker)
            throws InterruptedException, IOException {
        long killed = clickHouse.pid();
        clickHouse.kill();
        say("kill -9 of ClickHouse, process %d, with %.0f %% of all rows done", killed, 100 * share(api, sent));
        long end = clock.millis() + OUTAGE.toMillis();
        until(process, worker, () -> clock.millis() >= end);
        say("why is it stuck? the process's own answer, from /why:");
        http.get(URI.create(said(worker, STATUS)).resolve("/why?as=text"))
                .lines()
                .limit(WHY_LINES)
                .forEach(line -> err.println("  | " + line));
        clickHouse.restart();
        long failed = sent.stream()
                .filter(one -> state(api, one.job()).equals("FAILED"))
                .count();
        figures.expect("jobs that failed because ClickHouse was away", failed, 0);
        say(
                "ClickHouse is back after %d s, with the tables that it had, as process %d",
                OUTAGE.toSeconds(), clickHouse.pid());
    }

    private Sent send(ApiClient api, String what, Path file, Map<String, Long> codes)
            throws InterruptedException, IOException {
        var model = api.post("/models", Map.of("name", "demo-" + what, "schema", BatchSample.SCHEMA));
        String id = model.path("id").asString("");
        var answer = api.upload("/jobs?model_id=" + id, file, UUID.randomUUID().toString());
        return new Sent(what, id, answer.path("job_id").asString(""), codes);
    }

    /** Sends the rows that were rejected once more, mended. */
    private void mend(ApiClient api, Sent one, CommandProcess process, CommandProcess worker)
            throws InterruptedException, IOException {
        var status = job(api, one.job());
        figures.expect(
                one.what() + ": rows in the job",
                status.path("totals").path("rows").asLong(-1),
                sample.rows());
        figures.expect(
                one.what() + ": rows rejected",
                status.path("totals").path("errors").asLong(-1),
                sample.bad());
        rejects(one);
        Path fixed = folder.resolve("fixed.csv");
        sample.writeFixed(fixed);
        String path = "/jobs?model_id=" + one.model() + "&parent=" + one.job();
        String mended = api.upload(path, fixed, UUID.randomUUID().toString())
                .path("job_id")
                .asString("");
        until(
                process,
                worker,
                () -> List.of("SUCCESS", "PARTIAL_SUCCESS", "FAILED").contains(state(api, mended)));
        say("%s: %,d rows were rejected; mended and sent again: %s", one.what(), sample.bad(), state(api, mended));
        figures.expect(
                one.what() + ": rows repaired",
                job(api, one.job()).path("repaired").asLong(0),
                sample.bad());
    }

    private void rejects(Sent one) {
        var found = new TreeMap<String, Long>();
        query("SELECT error, count() FROM rejected_rows WHERE job_id = '" + one.job() + "' GROUP BY error")
                .lines()
                .map(line -> line.split("\t", -1))
                .forEach(fields -> found.put(fields[0], Long.valueOf(fields[1])));
        one.codes()
                .forEach((code, expected) ->
                        figures.expect(one.what() + ": " + code, found.getOrDefault(code, 0L), expected));
        figures.expect(
                one.what() + ": other codes", found.size() - (long) one.codes().size(), 0);
    }

    private void judge(ApiClient api, Sent one) throws InterruptedException, IOException {
        String table = "data_" + one.model();
        figures.expect(one.what() + ": rows in the table", number("SELECT count() FROM " + table), sample.rows());
        figures.expect(
                one.what() + ": different rows",
                number("SELECT count(DISTINCT event_id) FROM " + table),
                sample.rows());
        figures.expect(
                one.what() + ": sum of timestamps",
                number("SELECT sum(timestamp) FROM " + table),
                sample.sumOfTimestamps());
        figures.measure(
                one.what() + ": blocks",
                job(api, one.job()).path("blocks").path("all").asLong(0));
    }

    private double share(ApiClient api, List<Sent> sent) {
        long done = sent.stream()
                .mapToLong(
                        one -> job(api, one.job()).path("totals").path("rows").asLong(0))
                .sum();
        progress.show(List.of(Count.rated("rows", done)), Optional.empty());
        return done / (2.0 * sample.rows());
    }

    private boolean isOver(ApiClient api, List<Sent> sent) {
        var unused = share(api, sent);
        return sent.stream().allMatch(one -> state(api, one.job()).equals("PARTIAL_SUCCESS"));
    }

    private static String state(ApiClient api, String job) {
        return job(api, job).path("state").asString("");
    }

    private static JsonNode job(ApiClient api, String id) {
        try {
            return api.get("/jobs/" + id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.at(ExitCode.INTERRUPTED, "demo batch", "interrupted");
        } catch (IOException e) {
            throw CommandException.at(ExitCode.UNREACHABLE, "demo batch", "the API does not answer")
                    .because(e);
        }
    }

    private long number(String sql) {
        return Long.parseLong(query(sql).strip());
    }

    private String query(String sql) {
        return http.get(URI.create(clickHouse.uri() + "/?query=" + URLEncoder.encode(sql, UTF_8)));
    }

    /** Something that is so or not so. */
    private interface Question {
        boolean isSo();
    }

    private void until(CommandProcess api, CommandProcess worker, Question reached) throws InterruptedException {
        long deadline = clock.millis() + LONGEST_STANDSTILL.toMillis();
        while (!reached.isSo()) {
            if (stack.isStopping()) {
                throw CommandException.at(ExitCode.INTERRUPTED, "demo batch", "told to end");
            }
            if (!api.isAlive() || !worker.isAlive()) {
                throw (api.isAlive() ? worker : api).tooEarly();
            }
            if (clock.millis() > deadline) {
                throw CommandException.at(ExitCode.TIMED_OUT, "demo batch", "nothing goes on")
                        .next("see api.err and worker.err in " + folder);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** What a process says once it is ready. */
    private String said(CommandProcess process, Pattern pattern) throws InterruptedException {
        until(process, process, () -> pattern.matcher(process.said()).find());
        var matcher = pattern.matcher(process.said());
        if (!matcher.find()) {
            throw process.tooEarly();
        }
        return matcher.group(1);
    }

    private CommandProcess api() {
        return process(
                "api", List.of("--port", "0", "--spool", folder.resolve("spool").toString()));
    }

    /** As a static member of its group: the one that comes after a killed one takes its place at once. */
    private CommandProcess worker() {
        return process(
                "worker",
                List.of(
                        "--failures",
                        folder.resolve("failures").toString(),
                        "--http",
                        "0",
                        "--set",
                        "kafka.group.instance.id=worker"));
    }

    private CommandProcess process(String name, List<String> more) {
        var words = new ArrayList<>(List.of(
                "batch",
                name,
                "--bootstrap-server",
                stack.endpoints().getOrDefault("kafka", ""),
                "--clickhouse",
                clickHouse.uri().toString()));
        words.addAll(more);
        return CommandProcess.start(name, folder, Map.of(), words);
    }

    private void say(String format, Object... values) {
        progress.close();
        err.println(String.format(Locale.ROOT, format, values));
    }
}
