package dev.waybill.bench.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.waybill.local.postgres.Login;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The same number of jobs that do nothing, through db-scheduler's lock-and-fetch. Used by one thread. */
public final class DbSchedulerQueue {
    private static final int THREADS = 10;

    private DbSchedulerQueue() {}

    /** Makes the jobs, lets all of them be done, and returns nanoseconds from the start of the scheduler to the last job. */
    public static long drain(JobsServer server, int jobs) throws SQLException, InterruptedException {
        Login login = server.superuser();
        try (var connection = login.connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS scheduled_tasks;"
                    + " CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,"
                    + " execution_time timestamptz, picked boolean NOT NULL, picked_by text, last_success timestamptz,"
                    + " last_failure timestamptz, consecutive_failures int, last_heartbeat timestamptz, version bigint NOT NULL,"
                    + " priority smallint, state text, PRIMARY KEY (task_name, task_instance));"
                    + " CREATE INDEX ON scheduled_tasks (execution_time); CREATE INDEX ON scheduled_tasks (last_heartbeat);"
                    + " INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                    + " SELECT 'nothing', g::text, now(), false, 1 FROM generate_series(1, " + jobs + ") g");
            statement.execute("VACUUM ANALYZE scheduled_tasks");
        }
        var done = new CountDownLatch(jobs);
        OneTimeTask<Void> nothing = Tasks.oneTime("nothing").execute((instance, context) -> done.countDown());
        try (var pool = pool(login)) {
            Scheduler scheduler = Scheduler.create(pool, nothing)
                    .threads(THREADS)
                    .pollUsingLockAndFetch(1.0, 10.0)
                    .pollingInterval(Duration.ofMillis(100))
                    .build();
            long start = System.nanoTime();
            scheduler.start();
            done.await();
            long nanos = System.nanoTime() - start;
            scheduler.stop();
            return nanos;
        }
    }

    private static HikariDataSource pool(Login login) {
        var config = new HikariConfig();
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.setMaximumPoolSize(THREADS + 2);
        return new HikariDataSource(config);
    }
}
