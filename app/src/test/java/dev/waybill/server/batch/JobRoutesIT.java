package dev.waybill.server.batch;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.upload.Keeping;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked of jobs and wished of them. */
class JobRoutesIT {
    @RegisterExtension
    static final ApiSite SITE = new ApiSite();

    @Test
    void whatIsKnownSurvivesARestart() throws IOException {
        String model = SITE.model();
        String job = SITE.http()
                .upload("/jobs?model_id=" + model, "a.csv", ApiSite.ROWS)
                .text("job_id");
        SITE.awaitSealed(job);
        var before = SITE.http().get("/jobs/" + job).json().path("upload");

        SITE.restartElsewhere();

        assertThat(SITE.http().get("/models/" + model).status()).isEqualTo(200);
        assertThat(SITE.http().get("/jobs/" + job).json().path("upload")).isEqualTo(before);
    }

    @Test
    void aJobThatIsOverForLongIsForgottenAndItsIdIsNobodysAgain() throws IOException {
        String path = "/jobs?model_id=" + SITE.model();
        String key = "key " + System.nanoTime();
        String empty = ApiSite.ROWS.substring(0, ApiSite.ROWS.indexOf('\n') + 1);
        String over =
                SITE.http().upload(path, "a.csv", empty, "Idempotency-Key", key).text("job_id");
        String pending = SITE.http().upload(path, "a.csv", ApiSite.ROWS).text("job_id");
        await().atMost(ofMinutes(2))
                .until(() -> SITE.http().get("/jobs/" + over).text("state"), "SUCCESS"::equals);

        SITE.restart(new Keeping(Duration.ofDays(1), Optional.of(Duration.ZERO)));
        await().atMost(ofMinutes(2))
                .until(() -> SITE.http().get("/jobs/" + over).status(), Integer.valueOf(404)::equals);

        assertThat(SITE.http().get("/jobs/" + pending).status()).isEqualTo(200);
        var again = SITE.http().upload(path, "a.csv", ApiSite.ROWS, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("job_id")).isNotEqualTo(over);
    }

    @Test
    void jobsAreListedInParts() {
        String model = SITE.model();
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(SITE.http()
                    .upload("/jobs?model_id=" + model, "a.csv", ApiSite.ROWS)
                    .text("job_id"));
        }

        var first = SITE.http().get("/jobs?limit=2&model_id=" + model);
        assertThat(idsOf(first)).containsExactly(ids.get(0), ids.get(1));
        assertThat(first.all().headers().firstValue("X-Next-After")).contains(ids.get(1));
        var last = SITE.http().get("/jobs?limit=9&model_id=" + model + "&after=" + ids.get(1));
        assertThat(idsOf(last)).containsExactlyElementsOf(ids.subList(2, 5));
        assertThat(last.all().headers().firstValue("X-Next-After")).isEmpty();
        assertThat(SITE.http().get("/jobs?state=success&model_id=" + model).body())
                .isEqualTo("[]");
        assertThat(SITE.http().get("/jobs?state=DONE").status()).isEqualTo(422);
        assertThat(SITE.http().get("/jobs?limit=0").status()).isEqualTo(422);
        assertThat(SITE.http().get("/jobs?after=nothing").status()).isEqualTo(422);
    }

    @Test
    void aJobIsCancelledOnceAndSaysWhatIsStored() {
        String job = SITE.http()
                .upload("/jobs?model_id=" + SITE.model(), "a.csv", ApiSite.ROWS)
                .text("job_id");

        var cancelled = SITE.http().send("DELETE", "/jobs/" + job, "");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.body())
                .isEqualTo("{\"detail\":\"job " + job + " cancelled\",\"stored_rows\":0,\"remove\":false}");
        assertThat(SITE.http().get("/jobs/" + job).text("state")).isEqualTo("CANCELLED");
        for (String query : List.of("?remove=true", "")) {
            assertThat(SITE.http()
                            .send("DELETE", "/jobs/" + job + query, "")
                            .json()
                            .path("remove"))
                    .as("what was asked for once, \"%s\"", query)
                    .hasToString("true");
        }
        assertThat(SITE.http().send("DELETE", "/jobs/00000000", "").body()).isEqualTo("{\"detail\":\"Job not found\"}");
    }

    @Test
    void aJobWithoutRowsIsOverAtOnceAndCannotBeCancelled() {
        String job = SITE.http()
                .upload("/jobs?model_id=" + SITE.model(), "a.csv", "event_id,timestamp,amount\n")
                .text("job_id");
        await().atMost(ofMinutes(2)).until(() -> SITE.http().get("/jobs/" + job).text("state"), "SUCCESS"::equals);

        var answer = SITE.http().send("DELETE", "/jobs/" + job, "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).isEqualTo("job " + job + " is over: SUCCESS, 0 rows are stored");
        assertThat(SITE.http().get("/jobs/" + job + "/rejected").body())
                .isEqualTo("ROW,EVENT_ID,COLUMN,TYPE,ERROR,OBSERVED,MESSAGE\n");
    }

    private static List<String> idsOf(Http.Answer list) {
        return StreamSupport.stream(list.json().spliterator(), false)
                .map(job -> job.path("id").asString(""))
                .toList();
    }
}
