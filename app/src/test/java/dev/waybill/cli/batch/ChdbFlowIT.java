package dev.waybill.cli.batch;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.chdb.ChdbProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
        batch("job", "wait", create(model, new Rows("first", 5).write(folder))); // its table is there
        for (int i = 0; i < KILLS; i++) {
            var rows = new Rows("kill" + i, ROWS);
            var running = Objects.requireNonNull(engine);
            loseAnswers(running);
            String job = create(model, rows.write(folder));
            String ours = " FROM data_" + model + " WHERE event_id LIKE '" + rows.name() + "-%'";
            await().atMost(ofMinutes(2)).pollInterval(ofMillis(5)).until(() -> hasRows(ours));

            running.kill();
            start(running.uri().getPort());

            var waited = batch("job", "wait", job, "--timeout", "120");
            assertThat(waited.exit())
                    .as("kill %d: %s %s", i, waited.out(), waited.err())
                    .isEqualTo(3);
            assertThat(curl("SELECT count(), uniqExact(event_id)" + ours))
                    .as("kill %d", i)
                    .isEqualTo(rows.good() + "\t" + rows.good() + "\n");
            assertThat(curl("SELECT count() FROM rejected_rows WHERE job_id = '" + job + "'"))
                    .as("kill %d", i)
                    .isEqualTo(rows.bad() + "\n");
        }
    }

    /** Of every other insert nobody hears that they were made, until the next start. */
    private static void loseAnswers(ChdbProcess engine) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(engine.uri().resolve("/faults"))
                .PUT(BodyPublishers.ofString("{\"lost\": 50}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private boolean hasRows(String from) throws InterruptedException {
        try {
            return curl("SELECT count()" + from).matches("[1-9][0-9]*\n");
        } catch (IOException e) {
            return false; // this answer is lost, too
        }
    }
}
