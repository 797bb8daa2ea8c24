package dev.waybill.jobs.claim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.processor.Effort;
import dev.waybill.jobs.processor.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random sequences of everything that can happen to jobs, against the real database and a model of it. */
class JobModelIT {
    private static final int SEQUENCES = 25;
    private static final int OPERATIONS = 120;
    private static final int JOBS = 6;
    private static final String ROWS = """
            SELECT concat_ws(' ', id, status, action, 'next=' || coalesce(next_action::text, 'null'), 'attempts=' || attempts,
                'execution=' || coalesce(execution::text, 'null'), 'reaped=' || reaped::text,
                'dst=' || coalesce(dst_path, 'null'), 'made=' || (finished_at IS NOT NULL)::text)
            FROM bnp.job ORDER BY id
            """;

    private static final String BROKEN = """
            SELECT id FROM bnp.job
            WHERE (status = 'waiting') <> (run_at IS NOT NULL) OR next_action = 'process'
                OR (status = 'running' AND (execution IS NULL OR worker IS NULL OR lease_until IS NULL))
            """;

    @SuppressWarnings("NullAway.Init")
    private JobsSite site;

    private final List<Long> executions = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private JobModel model;

    private int processor;

    @BeforeEach
    void open() throws Exception {
        site = JobsSite.open();
        processor = site.processor("p", Duration.ofSeconds(JobModel.LEASE), JobModel.ATTEMPTS);
        var processors = new Processors(site.database);
        var definition = processors.get("p").definition();
        var backoff = Duration.ofSeconds(JobModel.BACKOFF);
        processors.update(
                processor,
                definition.withEffort(new Effort(
                        Duration.ofSeconds(JobModel.LEASE), JobModel.ATTEMPTS, backoff, Duration.ofHours(1))));
    }

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void whateverHappensTheTablesSayWhatTheModelSays() {
        long seed = Long.getLong("waybill.seed", new Random().nextLong());
        var random = new Random(seed);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            begin(random);
            var done = new ArrayList<String>();
            for (int i = 0; i < OPERATIONS; i++) {
                done.add(operation(random, "seed " + seed + ", sequence " + sequence + ", " + done));
                assertThat(site.texts(ROWS))
                        .as("seed %d, sequence %d: %s", seed, sequence, done)
                        .isEqualTo(model.jobs.values().stream()
                                .map(JobModel.Job::shown)
                                .toList());
                assertThat(site.texts(BROKEN))
                        .as("seed %d, sequence %d: %s", seed, sequence, done)
                        .isEmpty();
            }
        }
    }

    private void begin(Random random) {
        site.execute(
                "TRUNCATE bnp.source, bnp.job, bnp.worker, bnp.execution, bnp.log RESTART IDENTITY; DELETE FROM bnp.setting");
        model = new JobModel();
        executions.clear();
        workers.clear();
        for (int i = 1; i <= JOBS; i++) {
            int priority = random.nextInt(2);
            int sortKey = random.nextInt(3);
            site.execute("INSERT INTO bnp.source (processor_id, source, uri, src) VALUES (" + processor + ", '" + i
                    + "', 's3://b/" + i + "', 's3://b/" + i + "');"
                    + " INSERT INTO bnp.job (id, processor_id, priority, sort_key, source_hash) VALUES (" + i + ", "
                    + processor + ", " + priority + ", " + sortKey + ", 'h')");
            model.jobs.put((long) i, new JobModel.Job(i, priority, sortKey));
        }
        for (int i = 0; i < 2; i++) {
            var worker = new Claims(site.database).register(processor, "w" + i);
            workers.add(worker);
            model.heartbeat(worker.id(), Set.of());
        }
    }

    private String operation(Random random, String soFar) {
        int kind = random.nextInt(100);
        if (kind < 22) {
            return claim(random, soFar);
        }
        if (kind < 30) {
            return claimOne(random, soFar);
        }
        if (kind < 58) {
            return report(random, soFar);
        }
        if (kind < 66) {
            return heartbeat(random, soFar);
        }
        if (kind < 76) {
            return pass(random);
        }
        if (kind < 84) {
            new Upkeep(site.database).run();
            model.upkeep();
            return "upkeep";
        }
        if (kind < 94) {
            return mutate(random, soFar);
        }
        return kind < 98 ? change(random) : pauseOrEnd(random);
    }

    private String claim(Random random, String soFar) {
        var worker = workers.get(random.nextInt(workers.size()));
        int most = 1 + random.nextInt(3);
        Set<Action> actions = actions(random);
        var expected = model.claimable(most, actions.stream().map(Action::word).collect(Collectors.toSet()));

        var claimed = new Claims(site.database).claim(worker, most, actions);

        String what = "claim " + most + " " + actions + " by " + worker.id();
        assertThat(claimed).as(soFar + what).extracting(Claimed::job).containsExactlyElementsOf(ids(expected));
        for (int i = 0; i < claimed.size(); i++) {
            executions.add(claimed.get(i).execution());
            assertThat(claimed.get(i).dst()).as(soFar + what).isEqualTo(expected.get(i).dst);
            model.claimed(expected.get(i), claimed.get(i).execution(), worker.id());
        }
        return what;
    }

    private static <E> E any(E[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static List<Long> ids(List<JobModel.Job> jobs) {
        return jobs.stream().map(job -> job.id).toList();
    }

    private static Set<Action> actions(Random random) {
        return random.nextBoolean() ? Action.ALL : Set.of(any(Action.values(), random));
    }

    private String claimOne(Random random, String soFar) {
        var action = any(Action.values(), random);
        var expected = model.claimable(1, Set.of(action.word()));

        var claimed = new Claims(site.database).next(processor, "by name", action, "");

        assertThat(claimed.stream().map(Claimed::job).toList())
                .as(soFar + action)
                .isEqualTo(ids(expected));
        claimed.ifPresent(one -> {
            executions.add(one.execution());
            model.claimed(expected.get(0), one.execution(), null);
        });
        return "next " + action;
    }

    private String report(Random random, String soFar) {
        var reports = new ArrayList<Report>();
        var told = new HashSet<Long>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            boolean isKnown = !executions.isEmpty() && random.nextInt(20) > 0;
            long execution = isKnown ? executions.get(executions.size() - 1 - recent(random)) : 1_000_000L;
            if (told.add(execution)) {
                var outcome = any(Outcome.values(), random);
                String dst = outcome == Outcome.FINISHED && random.nextBoolean() ? "/out/" + random.nextInt(3) : null;
                reports.add(new Report(execution, outcome, "message", dst));
            }
        }
        // As the database does it: those that run first, the others in their order.
        Map<Long, String> expected = reports.stream()
                .sorted((a, b) -> Boolean.compare(isRunning(b.execution()), isRunning(a.execution())))
                .collect(Collectors.toMap(
                        Report::execution,
                        report -> model.report(
                                report.execution(), report.outcome().word(), report.dst())));

        var reported = new Claims(site.database).report(reports);

        String what = reports.toString();
        assertThat(reported)
                .as(soFar + what)
                .extracting(Reported::execution)
                .containsExactlyElementsOf(
                        reports.stream().map(Report::execution).toList());
        for (Reported one : reported) {
            assertThat(one.answer().name()).as(soFar + what + one).isEqualTo(expected.get(one.execution()));
        }
        return what;
    }

    private boolean isRunning(long execution) {
        return model.jobs.values().stream()
                .anyMatch(job -> job.status.equals("running") && job.execution != null && job.execution == execution);
    }

    /** Mostly one of the last few. */
    private int recent(Random random) {
        return random.nextInt(Math.min(executions.size(), random.nextInt(4) == 0 ? executions.size() : 5));
    }

    private String heartbeat(Random random, String soFar) {
        if (random.nextInt(3) == 0 && !executions.isEmpty()) {
            long execution = executions.get(executions.size() - 1 - recent(random));
            assertThat(new Claims(site.database).heartbeat(execution))
                    .as(soFar + execution)
                    .isEqualTo(model.heartbeat(execution));
            return "heartbeat of " + execution;
        }
        var worker = workers.get(random.nextInt(workers.size()));
        var held = new HashSet<Long>();
        executions.stream().filter(each -> random.nextInt(4) > 0).forEach(held::add);

        var lost = new Claims(site.database).heartbeat(worker, held);

        String what = "heartbeat of worker " + worker.id() + " " + held;
        var kept = new HashSet<>(held);
        kept.removeAll(lost.executions());
        assertThat(kept).as(soFar + what).isEqualTo(model.heartbeat(worker.id(), held));
        return what;
    }

    private String pass(Random random) {
        int seconds = random.nextBoolean() ? 600 : 1200;
        String past = " - make_interval(secs => " + seconds + ")";
        site.execute("UPDATE bnp.job SET lease_until = lease_until" + past + ", claimed_at = claimed_at" + past
                + ", run_at = run_at" + past + "; UPDATE bnp.worker SET lease_until = lease_until" + past);
        model.pass(seconds);
        return seconds + " s pass";
    }

    private String mutate(Random random, String soFar) {
        var mutation = any(Mutation.values(), random);
        var ids = new HashSet<Long>();
        model.jobs.keySet().stream().filter(id -> random.nextInt(3) == 0).forEach(ids::add);
        ids.add((long) (1 + random.nextInt(JOBS)));
        var filter = JobFilter.ALL.withJobs(ids);
        var mutations = new Mutations(site.database);

        var preview = mutations.preview(mutation, filter);
        var effect = mutations.apply(mutation, filter);

        String what = mutation + " " + ids;
        assertThat(effect)
                .as(soFar + what)
                .isEqualTo(new Mutations.Effect(ids.size(), model.mutate(mutation, ids)))
                .isEqualTo(preview);
        return what;
    }

    /** As discover does it. */
    private String change(Random random) {
        long id = 1L + random.nextInt(JOBS);
        var job = requireNonNull(model.jobs.get(id));
        if (random.nextInt(3) == 0) {
            job.isGone = !job.isGone;
            site.execute("UPDATE bnp.job SET source_gone = NOT source_gone WHERE id = " + id);
            return "source of " + id + " gone or back";
        }
        job.hash = "h" + random.nextInt(3);
        site.execute("UPDATE bnp.job SET source_hash = '" + job.hash + "' WHERE id = " + id);
        return "source of " + id + " changes";
    }

    private String pauseOrEnd(Random random) {
        if (random.nextBoolean()) {
            var worker = workers.get(random.nextInt(workers.size()));
            new Claims(site.database).end(worker);
            model.end(worker.id());
            workers.remove(worker);
            var fresh = new Claims(site.database).register(processor, "again");
            workers.add(fresh);
            model.heartbeat(fresh.id(), Set.of());
            return "worker " + worker.id() + " ends";
        }
        model.isPaused = !model.isPaused;
        var processors = new Processors(site.database);
        if (model.isPaused) {
            processors.pauseAll();
        } else {
            processors.resumeAll();
        }
        return "pause or resume";
    }
}
