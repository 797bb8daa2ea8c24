package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.batch.upload.Keeping;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come in several requests. */
class ResumableUploadIT {
    @RegisterExtension
    static final ApiSite SITE = new ApiSite();

    @Test
    void anUploadGoesOnWhereItBrokeOff() throws IOException {
        String model = SITE.model();
        String name = Base64.getEncoder().encodeToString("big.csv".getBytes(UTF_8));
        String[] tus = {"Tus-Resumable", "1.0.0"};
        var created = SITE.http()
                .send(
                        "POST",
                        "/uploads",
                        "",
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Length",
                        "" + ApiSite.ROWS.length(),
                        "Upload-Metadata",
                        "filename " + name);
        assertThat(created.status()).isEqualTo(201);
        String place = created.all().headers().firstValue("Location").orElseThrow();

        assertThat(patch(place, 0, ApiSite.ROWS.substring(0, 10)).status()).isEqualTo(204);
        assertThat(patch(place, 5, ApiSite.ROWS.substring(5)).status())
                .as("not where it stands")
                .isEqualTo(409);
        assertThat(SITE.http()
                        .send("POST", "/jobs?model_id=" + model + "&upload=" + idOf(place), "")
                        .status())
                .isEqualTo(409);

        SITE.restart(Keeping.USUAL);
        assertThat(SITE.http().send("HEAD", place, "", tus).all().headers().firstValue("Upload-Offset"))
                .contains("10");
        assertThat(patch(place, 10, ApiSite.ROWS.substring(10)).all().headers().firstValue("Upload-Offset"))
                .contains("" + ApiSite.ROWS.length());
        var job = SITE.http().send("POST", "/jobs?model_id=" + model + "&upload=" + idOf(place), "");

        assertThat(job.status()).isEqualTo(202);
        SITE.awaitSealed(job.text("job_id"));
        assertThat(SITE.http()
                        .get("/jobs/" + job.text("job_id"))
                        .json()
                        .path("upload")
                        .path("file")
                        .asString(""))
                .isEqualTo("big.csv");
        assertThat(SITE.http().send("HEAD", place, "", tus).status()).isEqualTo(404);
        assertThat(SITE.http().get("/uploads/../models").status()).isIn(400, 404, 405);
    }

    @Test
    void anUploadInPartsSaysUntilWhenItIsKept() throws IOException {
        var before = Instant.now().truncatedTo(SECONDS);
        var created = SITE.http().send("POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", "3");
        String place = created.all().headers().firstValue("Location").orElseThrow();
        var grown = patch(place, 0, "ab");

        for (var answer : List.of(created, grown)) {
            assertThat(expiry(answer))
                    .isBetween(before.plus(1, DAYS), Instant.now().plus(1, DAYS));
        }

        SITE.restart(new Keeping(Duration.ZERO, Optional.empty()));
        await().atMost(ofMinutes(2))
                .until(
                        () -> SITE.http()
                                .send("HEAD", place, "", "Tus-Resumable", "1.0.0")
                                .status(),
                        Integer.valueOf(404)::equals);
        assertThat(SITE.spooled()).isEmpty();
    }

    private static Instant expiry(Http.Answer answer) {
        String text = answer.all().headers().firstValue("Upload-Expires").orElseThrow();
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    }

    @Test
    void aResumableUploadTakesNoMoreThanWasSaid() {
        assertThat(SITE.http()
                        .send(
                                "POST",
                                "/uploads",
                                "",
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Length",
                                "" + (ApiSite.LARGEST + 1))
                        .status())
                .isEqualTo(413);
        assertThat(SITE.http()
                        .send("POST", "/uploads", "", "Upload-Length", "3")
                        .status())
                .isEqualTo(412);
        String place = SITE.http()
                .send("POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", "3")
                .all()
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(patch(place, 0, "four").status()).isEqualTo(413);
        assertThat(SITE.http()
                        .send(
                                "PATCH",
                                place,
                                "a",
                                "Tus-Resumable",
                                "1.0.0",
                                "Upload-Offset",
                                "0",
                                "Content-Type",
                                "text/csv")
                        .status())
                .isEqualTo(415);
        assertThat(SITE.http()
                        .send("DELETE", place, "", "Tus-Resumable", "1.0.0")
                        .status())
                .isEqualTo(204);
        assertThat(SITE.http().send("OPTIONS", "/uploads", "").all().headers().firstValue("Tus-Extension"))
                .contains("creation,expiration,termination");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs?model_id=", "/jobs?dry_run=true&model_id="})
    void whatIsTooLargeWhenItIsUnpackedIsRefusedAlsoInParts(String path) {
        byte[] bomb = UploadIT.gzip("event_id\n" + "x\n".repeat((int) ApiSite.LARGEST_UNPACKED / 2));
        byte[] fits = UploadIT.gzip(ApiSite.ROWS + "\n".repeat((int) ApiSite.LARGEST_UNPACKED - ApiSite.ROWS.length()));
        String model = SITE.model();

        var refused = SITE.http().send("POST", path + model + "&upload=" + idOf(uploaded(bomb)), "");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("detail")).isEqualTo("File exceeds 200000B limit when it is unpacked");
        assertThat(SITE.http().get("/jobs?model_id=" + model).body()).isEqualTo("[]");
        assertThat(SITE.http()
                        .send("POST", path + model + "&upload=" + idOf(uploaded(fits)), "")
                        .status())
                .isIn(200, 202);
    }

    /** Where an upload in two parts is that has all of its bytes. */
    private String uploaded(byte[] bytes) {
        String place = SITE.http()
                .send("POST", "/uploads", "", "Tus-Resumable", "1.0.0", "Upload-Length", "" + bytes.length)
                .all()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        int half = bytes.length / 2;
        patch(place, 0, Arrays.copyOf(bytes, half));
        assertThat(patch(place, half, Arrays.copyOfRange(bytes, half, bytes.length))
                        .status())
                .isEqualTo(204);
        return place;
    }

    private Http.Answer patch(String place, long offset, String bytes) {
        return patch(place, offset, bytes.getBytes(UTF_8));
    }

    private Http.Answer patch(String place, long offset, byte[] bytes) {
        return SITE.http()
                .send(
                        "PATCH",
                        place,
                        bytes,
                        "Tus-Resumable",
                        "1.0.0",
                        "Upload-Offset",
                        "" + offset,
                        "Content-Type",
                        "application/offset+octet-stream");
    }

    private static String idOf(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }
}
