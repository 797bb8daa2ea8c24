package dev.waybill.server.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models over HTTP. */
class ModelRoutesIT {
    @RegisterExtension
    static final ApiSite SITE = new ApiSite();

    @Test
    void aModelIsMadeShownChangedAndRemoved() {
        var created = SITE.http().send("POST", "/models", ApiSite.body("purchases", ApiSite.SCHEMA));
        String id = created.text("id");
        assertThat(created.status()).isEqualTo(201);
        assertThat(id).matches("[0-9a-f]{8}");
        assertThat(created.body())
                .startsWith(
                        "{\"id\":\"" + id + "\",\"name\":\"purchases\",\"schema\":\"{\\\"event_id\\\": \\\"String\\\"");
        assertThat(SITE.http().get("/models/" + id).body()).isEqualTo(created.body());
        assertThat(SITE.http().get("/models?name=purchases").body()).contains(id);

        var updated = SITE.http().send("PUT", "/models/" + id, "{\"schema\":\"{\\\"a\\\":\\\"Int8\\\"}\"}");
        assertThat(updated.status()).as("no job has used it").isEqualTo(200);
        assertThat(updated.json().path("version").asInt(0)).isEqualTo(2);

        assertThat(SITE.http().send("DELETE", "/models/" + id, "").status()).isEqualTo(204);
        assertThat(SITE.http().get("/models/" + id).status()).isEqualTo(404);
        assertThat(SITE.http().get("/models/" + id).body()).isEqualTo("{\"detail\":\"Model not found\"}");
    }

    @Test
    void aModelThatIsUsedCanOnlyGrow() {
        String model = SITE.model();
        SITE.http().upload("/jobs?model_id=" + model, "a.csv", ApiSite.ROWS);

        var narrowed = SITE.http().send("PUT", "/models/" + model, "{\"schema\":\"{\\\"event_id\\\":\\\"Int8\\\"}\"}");
        assertThat(narrowed.status()).isEqualTo(409);
        assertThat(narrowed.text("detail"))
                .contains(
                        "\"event_id\" is String and cannot become Int8",
                        "\"timestamp\" cannot be taken away",
                        "create a new model");

        String grown = ApiSite.SCHEMA.replace("}", ", \"note\": \"Nullable(String)\"}");
        assertThat(SITE.http()
                        .send("PUT", "/models/" + model, ApiSite.body("purchases", grown))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"schema\":\"[]\"}|400|Schema must be a non-empty JSON object",
                "{\"name\":\"a\",\"schema\":\"not json\"}|400|Schema must be a non-empty JSON object",
                "{\"name\":\"a\",\"schema\":\"{\\\"x\\\":\\\"Strin\\\"}\"}|400|\\\"x\\\"",
                "{\"schema\":\"{}\"}|422|Field required",
                "{\"name\":\"a\"}|422|Field required",
                "{\"name\":7,\"schema\":\"{}\"}|422|valid string",
                "{\"name\":\"  \",\"schema\":\"{}\"}|422|characters",
                "[]|422|JSON object",
                "{|422|JSON object",
            })
    void aModelThatIsNoneIsRefused(String body, int status, String word) {
        var answer = SITE.http().send("POST", "/models", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(word);
    }
}
