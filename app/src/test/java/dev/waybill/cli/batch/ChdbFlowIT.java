package dev.waybill.cli.batch;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.chdb.ChdbProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the engine of ClickHouse 26.7 itself. */
final class ChdbFlowIT extends FlowContract {
    private static final int KILLS = Integer.getInteger("batch.kills", 3);
    private static final int ROWS = 400_000;

    private @Nullable ChdbProcess engine;

    @Override
    protected URI open() {
        try {
            return start(0).uri();
        } catch (IOException e) {
            return abort("not run: " + e.getMessage());
        }
    }

    private ChdbProcess start(int port) throws IOException {
        var started = ChdbProcess.start(port, Optional.of(folder.resolve("chdb")));
        engine = started;
        return started;
    }

    @Override
    protected void end() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void anEngineKilledWhileRowsComeInHasEachOfThemOnce() throws Exception {
        String model = model("killed");
        for (int i = 0; i < KILLS; i++) {
            var rows = new Rows("kill" + i, ROWS);
            String job = create(model, rows.write(folder));
            await().atMost(ofSeconds(60))
                    .pollInterval(ofSeconds(1).dividedBy(200))
                    .until(() -> isStoring(job));

            var running = Objects.requireNonNull(engine);
            running.kill();
            start(running.uri().getPort());

            var waited = batch("job", "wait", job, "--timeout", "120");
            assertThat(waited.exit())
                    .as("kill %d: %s %s", i, waited.out(), waited.err())
                    .isEqualTo(3);
            String ours = " FROM data_" + model + " WHERE event_id LIKE '" + rows.name() + "-%'";
            assertThat(curl("SELECT count(), uniqExact(event_id)" + ours))
                    .as("kill %d", i)
                    .isEqualTo(rows.good() + "\t" + rows.good() + "\n");
            assertThat(curl("SELECT count() FROM rejected_rows WHERE job_id = '" + job + "'"))
                    .as("kill %d", i)
                    .isEqualTo(rows.bad() + "\n");
        }
    }

    /** A worker has begun, and not all is stored. */
    private boolean isStoring(String job) {
        var status = batch("job", "status", job, "-o", "json");
        return status.exit() == 0 && status.out().contains("RUNNING");
    }
}
