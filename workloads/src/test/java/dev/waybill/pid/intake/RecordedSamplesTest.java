package dev.waybill.pid.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.waybill.failure.FailureClass;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.record.KafkaRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events recorded from the federation. */
class RecordedSamplesTest {
    private static final String CHALLENGE = "data_challenge_04/";
    private static final String IPSL = "CMIP6.ScenarioMIP.IPSL.IPSL-CM6A-LR.ssp245.r1i1p1f1.Amon.pr.gr.v20190119";
    private static final String MPI = "CMIP6.ScenarioMIP.MPI-M.MPI-ESM1-2-LR.ssp126.r1i1p1f1.";

    @Test
    void aDatasetWithSevenFilesGivesEightHandles() {
        var id = "CMIP6.HighResMIP.MRI.MRI-AGCM3-2-H.highresSST-present.r1i1p1f1.6hrPlevPt.psl.gn.v20190820";
        var plan = Fixture.register(Fixture.planner(true), recorded(CHALLENGE + "CMIP6/" + id + ".json"));

        assertThat(plan.files()).hasSize(7);
        assertThat(plan.dataset().handle()).isEqualTo("21.TEST/b06058a6-1077-35cb-9500-1ccbd341d309");
        assertThat(text(plan.dataset(), "DATASET_VERSION")).isEqualTo("v20190820");
        assertThat(text(plan.dataset(), "HOSTING_NODE"))
                .isEqualTo("{\"host\": \"esgf-data03.diasjp.net\", \"published_on\": \"2025-08-05T11:35:48.537252\"}");
        var first = plan.files().get(0);
        assertThat(text(first, "IS_PART_OF")).isEqualTo("hdl:21.TEST/b06058a6-1077-35cb-9500-1ccbd341d309");
        assertThat(text(first, "CHECKSUM"))
                .isEqualTo("5e2ccce818126a752feee5b573514870359be4b6835287d5a8c511333731861e");
        assertThat(text(first, "CHECKSUM_METHOD")).isEqualTo("sha2-256");
        assertThat(first.value("FILE_SIZE").orElseThrow().data().longValue()).isEqualTo(6046567354L);
        assertNamesExactlyItsFiles(plan);
    }

    @Test
    void aBrokenMultihashIsRefusedNamingTheAsset() {
        var record = recorded(CHALLENGE + "CMIP6/" + IPSL + ".json");

        assertRefused(record, "item.assets[data0001].file:checksum", "d5100b2f08a46b0e10979560480e85db777e");
    }

    @Test
    void aBrokenMultihashIsKeptAsTextInLenientMode() {
        var plan = Fixture.register(Fixture.planner(false), recorded(CHALLENGE + "CMIP6/" + IPSL + ".json"));

        assertThat(plan.files()).hasSize(1);
        assertThat(text(plan.files().get(0), "CHECKSUM")).isEqualTo("d5100b2f08a46b0e10979560480e85db777e");
        assertThat(text(plan.files().get(0), "CHECKSUM_METHOD")).isEqualTo("unknown");
        assertThat(plan.warnings()).singleElement().asString().contains("data0001");
        assertNamesExactlyItsFiles(plan);
    }

    @Test
    void aNumberIsNoPidInEitherMode() {
        var id = "CMIP6.ScenarioMIP.DKRZ.MPI-ESM1-2-HR.ssp126.r1i1p1f1.Eyr.baresoilFrac.gn.v20190710";
        var record = recorded(CHALLENGE + "CMIP6_invalid/" + id + ".json");

        assertRefused(record, "item.properties.pid", "the number 5.4");
        assertThat(Fixture.failure(Fixture.planner(false), record).reason()).contains("the number 5.4");
    }

    @Test
    void aMissingSizeIsRefusedNamingTheAssetAndLeftOutInLenientMode() {
        var record = recorded(CHALLENGE + "CMIP6_invalid/" + IPSL + "_missing_file_size.json");

        assertRefused(record, "item.assets[data0001].file:size", "got nothing");
        var plan = Fixture.register(Fixture.planner(false), record);
        assertThat(plan.files())
                .singleElement()
                .satisfies(file -> assertThat(file.value("FILE_SIZE")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "cmip6, c8a64f32-53f9-393b-9fe3-0331dcb7759c, 1b37978f-caf6-4e4a-9893-3266a93077a2, 2020-05-27T14:53:17+00:00",
        "cmip6plus, bc85369b-44a5-3e57-8d91-251b63c8b9d3, 4485e7f1-06fb-46a5-99b3-2fb951eeb80d, 2025-12-07T22:18:25+00:00",
        "cmip7, 1f062cde-b12d-335d-a30b-988188098842, 7c4a583c-0bfe-4517-98fa-325084b02684, 2026-08-05T19:22:58+00:00",
        "cordex-cmip6, b3eaa573-aee5-3f33-b36f-8970df2eba9a, 415fb9b8-f11a-47ae-ab62-a5c5e17c77bf, 2026-05-04T09:14:43+00:00"
    })
    void everyProjectsPublicationGivesTwoHandles(String name, String datasetPid, String filePid, String publishedOn) {
        var plan = Fixture.register(Fixture.planner(true), recorded("publication_samples/" + name + ".json"));

        assertThat(plan.dataset().handle()).isEqualTo("21.TEST/" + datasetPid);
        assertThat(plan.files())
                .singleElement()
                .extracting(HandleRecord::handle)
                .isEqualTo("21.TEST/" + filePid);
        assertThat(text(plan.dataset(), "HOSTING_NODE")).contains("\"published_on\": \"" + publishedOn + "\"");
        assertNamesExactlyItsFiles(plan);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Amon.tasmin", "day.huss", "day.tasmin", "day.vas"})
    void earlyEventsWithoutChecksumsAreRefusedAndRegisteredInLenientMode(String variable) {
        var record = recorded("seed_2025-07/CMIP6/" + MPI + variable + ".gn.v20190710.json");

        assertRefused(record, "item.assets[data0001].file:checksum", "item.assets[data0005].file:size");
        var plan = Fixture.register(Fixture.planner(false), record);
        assertThat(plan.files())
                .hasSize(5)
                .allSatisfy(file -> assertThat(file.value("CHECKSUM")).isEmpty());
        assertThat(plan.warnings()).hasSize(10);
        assertNamesExactlyItsFiles(plan);
    }

    @Test
    void anItemWithoutIdIsRefused() {
        assertRefused(
                recorded("seed_2025-07/CMIP6_invalid/" + MPI + "day.tasmin.gn.v20190710.json"),
                "data.payload.item.id",
                "got nothing");
    }

    @Test
    void linesOfAFailureFileAreEventsAgain() {
        var lines = new String(bytes("sample_failures.jsonl"), StandardCharsets.UTF_8).lines();

        var records = lines.map(Fixture::record).toList();

        assertThat(records).hasSize(3);
        for (var record : records) {
            assertRefused(record, "item.assets[data0000].file:checksum", "sha256:");
            var plan = Fixture.register(Fixture.planner(false), record);
            assertThat(text(plan.files().get(0), "CHECKSUM")).startsWith("sha256:");
            assertThat(text(plan.files().get(0), "CHECKSUM_METHOD")).isEqualTo("unknown");
            assertThat(text(plan.dataset(), "HOSTING_NODE")).containsPattern("\"2019-\\d\\d-\\d\\dT00:00:00\"");
        }
    }

    private static void assertRefused(KafkaRecord record, String... parts) {
        var failure = Fixture.failure(Fixture.planner(true), record);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains(parts);
    }

    private static void assertNamesExactlyItsFiles(PidPlan.Register plan) {
        List<String> handles = plan.files().stream()
                .map(file -> "\"hdl:" + file.handle() + "\"")
                .toList();
        assertThat(text(plan.dataset(), "HAS_PARTS")).isEqualTo("[" + String.join(", ", handles) + "]");
    }

    private static String text(HandleRecord record, String type) {
        return record.value(type).orElseThrow().data().stringValue();
    }

    private static KafkaRecord recorded(String name) {
        return Fixture.record(bytes(name));
    }

    private static byte[] bytes(String name) {
        var samples = Samples.recorded();
        assumeTrue(samples.isPresent(), "no recorded samples");
        Path directory = samples.orElseThrow();
        return Samples.bytes(directory.resolve(name));
    }
}
