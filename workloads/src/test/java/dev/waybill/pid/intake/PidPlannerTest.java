package dev.waybill.pid.intake;

import static dev.waybill.pid.intake.Fixture.NO_STAC;
import static dev.waybill.pid.intake.Fixture.STAC;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.map.ComputedPid;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.pid.stac.StacApi;
import dev.waybill.record.KafkaRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PidPlannerTest {
    private static final String ID = "CMIP6.A.I.S.E.R.T.V.G.v2";
    private static final String ASSETS = "'assets': {'a': {'href': 'https://h/a.nc', 'file:size': 1,"
            + " 'file:checksum': '1220" + "ab".repeat(32) + "'}}";
    private static final String ITEM = "{'id': '" + ID + "', 'collection': 'CMIP6', " + ASSETS + "}";
    private static final StacSettings LOOKUP = new StacSettings(STAC.baseUrl(), STAC.timeout(), true);

    @Test
    void aPatchWithoutAStacApiIsRefusedNamingTheSetting() {
        var failure = Fixture.failure(Fixture.planner(true), event("CMIP6", "PATCH", "'patch': []"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("stac.base_url", ID);
    }

    @Test
    void aPatchIsAppliedToTheItemOfTheCatalogue() {
        var stac = FakeStacApi.with(ITEM);
        var planner = Fixture.planner(true, STAC, stac);

        var plan = Fixture.register(
                planner, event("CMIP6", "PATCH", "'patch': {'assets': {'a': {'href': 'https://h/b.nc'}}}"));

        assertThat(stac.items).containsExactly("CMIP6/" + ID);
        assertThat(plan.files().get(0).value("FILE_NAME").orElseThrow().data().stringValue())
                .isEqualTo("b.nc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{'op':'replace','path':'/assets/x/href','value':1}] | data.payload.patch[0].path: expected a place that exists, got "/assets/x/href"
            {'id':'other'} | data.payload.patch: expected to leave the id of the item at "CMIP6.A.I.S.E.R.T.V.G.v2", got "other"
            [{'op':'replace','path':'','value':[]}] | data.payload.patch: expected to leave an item, got an array of 0
            {'collection':'CMIP7'} | the event names more than one project: data.payload.collection_id "CMIP6", item.collection "CMIP7"
            {'assets':null} | item.assets: expected a file or more, got none
            """)
    void aPatchThatLeavesNoProperItemIsRefused(String patch, String reason) {
        var planner = Fixture.planner(true, STAC, FakeStacApi.with(ITEM));

        var failure = Fixture.failure(planner, event("CMIP6", "PATCH", "'patch': " + patch));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains(reason);
    }

    @Test
    void anOutageOfTheCatalogueIsNotTheFaultOfThePatch() {
        var stac = FakeStacApi.failing(DeliveryException.retriable("down", null));

        var failure = Fixture.failure(Fixture.planner(true, STAC, stac), event("CMIP6", "PATCH", "'patch': []"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void anEventOfAProjectThatIsNotServedIsIgnoredWithoutAQuestion() {
        var stac = FakeStacApi.with(ITEM);

        var plan = Fixture.plan(Fixture.planner(true, LOOKUP, stac), event("CMIP5", "PATCH", "'patch': []"));

        assertThat(plan).isInstanceOf(PidPlan.Ignore.class);
        assertThat(plan.datasetId()).isEqualTo(ID);
        assertThat(stac.items).isEmpty();
    }

    @Test
    void thePreviousVersionIsLookedUpWhereAskedFor() {
        var stac = FakeStacApi.with(ITEM);

        var plan = Fixture.register(Fixture.planner(true, LOOKUP, stac), event("CMIP6", "POST", "'item': " + ITEM));

        assertThat(plan.dataset().value("PREVIOUS_VERSION").orElseThrow().data().stringValue())
                .isEqualTo("previous.v1");
        assertThat(stac.queries).singleElement().satisfies(query -> {
            assertThat(query.namespace()).isEqualTo("cmip6");
            assertThat(query.facets()).hasSize(8).contains("source_id", "variable_id");
        });
    }

    @Test
    void noVersionIsLookedUpUnasked() {
        var stac = FakeStacApi.with(ITEM);

        Fixture.register(Fixture.planner(true, STAC, stac), event("CMIP6", "POST", "'item': " + ITEM));

        assertThat(stac.queries).isEmpty();
    }

    @Test
    void anOutageOfTheLookupIsTransient() {
        var stac = FakeStacApi.failing(DeliveryException.retriable("down", null));

        var failure = Fixture.failure(Fixture.planner(true, LOOKUP, stac), event("CMIP6", "POST", "'item': " + ITEM));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    }

    @Test
    void aComputedPidIsWithdrawnWithoutAQuestion() {
        var stac = FakeStacApi.with(ITEM);

        var plan = Fixture.plan(Fixture.planner(true, STAC, stac), event("CMIP6", "DELETE", "'x': 1"));

        assertThat(plan)
                .isEqualTo(new PidPlan.Withdraw(
                        ID, "21.TEST/" + ComputedPid.ofDataset(ID), Withdrawal.TOMBSTONE, "2026-01-02T03:04:05"));
        assertThat(stac.items).isEmpty();
    }

    @Test
    void aPidThatIsNotComputedIsAskedFor() {
        var stac = FakeStacApi.with("{'properties': {'cmip7:pid': 'hdl:1/AAAAAAAA-bbbb-4ccc-8ddd-eeeeeeeeeeee'}}");

        var plan = Fixture.plan(Fixture.planner(true, STAC, stac), event("CMIP7", "PATCH", "'x': 1"));

        assertThat(plan)
                .isEqualTo(new PidPlan.Withdraw(
                        ID, "21.TEST/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", Withdrawal.RETRACT, "2026-01-02T03:04:05"));
        assertThat(stac.items).containsExactly("CMIP7/" + ID);
    }

    @Test
    void aPidThatNobodyCanTellIsComputed() {
        var gone = FakeStacApi.failing(DeliveryException.poison("404"));
        var computed = "21.TEST/" + ComputedPid.ofDataset(ID);

        for (var planner :
                List.of(Fixture.planner(true, STAC, gone), Fixture.planner(true, NO_STAC, StacApi.of(NO_STAC)))) {
            var plan = (PidPlan.Withdraw) Fixture.plan(planner, event("CMIP7", "DELETE", "'x': 1"));

            assertThat(plan.datasetHandle()).isEqualTo(computed);
        }
    }

    @Test
    void aBrokenPidInTheCatalogueIsNotReplacedByAnother() {
        var stac = FakeStacApi.with("{'properties': {'cmip7:pid': 7}}");

        var failure = Fixture.failure(Fixture.planner(true, STAC, stac), event("CMIP7", "DELETE", "'x': 1"));

        assertThat(failure.reason()).contains("item.properties.cmip7:pid", "the number 7");
    }

    @Test
    void anOutageOfTheCatalogueComputesNoPid() {
        var stac = FakeStacApi.failing(DeliveryException.unavailable("down", null));

        var failure = Fixture.failure(Fixture.planner(true, STAC, stac), event("CMIP7", "DELETE", "'x': 1"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void theTimestampOfTheRecordStandsInForAMissingTime() {
        var plan = (PidPlan.Withdraw) Fixture.plan(Fixture.planner(true), deletion("{}", 1_700_000_000_123L));

        assertThat(plan.at()).isEqualTo("2023-11-14T22:13:20.123000+00:00");
    }

    @Test
    void aTimeThatIsNoneIsRefusedAndPassedOverInLenientMode() {
        var record = deletion("{\"time\": \"now\"}", 1_700_000_000_000L);

        assertThat(Fixture.failure(Fixture.planner(true), record).reason())
                .contains("metadata.time: expected a date and time in ISO 8601, got \"now\"");
        assertThat(((PidPlan.Withdraw) Fixture.plan(Fixture.planner(false), record)).at())
                .isEqualTo("2023-11-14T22:13:20+00:00");
    }

    @Test
    void noTimeIsMadeUp() {
        var failure = Fixture.failure(Fixture.planner(false), deletion("{}", -1));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("metadata.time: expected", "got nothing");
    }

    private static KafkaRecord deletion(String metadata, long timestamp) {
        var value = "{\"metadata\": " + metadata
                + ", \"data\": {\"payload\": {\"method\": \"DELETE\", \"collection_id\": \"CMIP6\","
                + " \"item_id\": \"x\"}}}";
        return new KafkaRecord("t", 0, 0, timestamp, null, value.getBytes(UTF_8), List.of(), 0);
    }

    private static KafkaRecord event(String collection, String method, String rest) {
        return Fixture.record(("{'metadata': {'time': '2026-01-02T03:04:05'}, 'data': {'payload': {'collection_id': '"
                        + collection + "', 'method': '" + method + "', "
                        + (method.equals("POST") ? "" : "'item_id': '" + ID + "', ") + rest + "}}}")
                .replace('\'', '"'));
    }
}
