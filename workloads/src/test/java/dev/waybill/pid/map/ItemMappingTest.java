package dev.waybill.pid.map;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.pid.stac.StacItem;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ItemMappingTest {
    private static final String ID = "CMIP6.x.v2";
    private static final String SHA = "1220" + "ab".repeat(32);
    private static final String PID = "hdl:1/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

    @Test
    void aPartBeyondTheMostIsRegisteredButNotNamed() {
        var plan = map(item(asset("a"), asset("b"), asset("c")), settings(true, 2, false));

        assertThat(plan.files()).hasSize(3);
        assertThat(text(plan.dataset(), "HAS_PARTS"))
                .contains(plan.files().get(0).handle(), plan.files().get(1).handle())
                .doesNotContain(plan.files().get(2).handle());
    }

    @Test
    void noPartsAreNamedWhereNoneAreWanted() {
        var plan = map(item(), settings(true, 0, false));

        assertThat(plan.dataset().value("HAS_PARTS")).isEmpty();
    }

    @Test
    void anItemWithoutFilesIsRefused() {
        assertRefused(item(), "item.assets: expected a file or more, got none");
    }

    @Test
    void anItemWithoutFilesIsRegisteredInLenientModeWithAWarning() {
        var plan = map(item(), settings(false, -1, false));

        assertThat(plan.files()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().contains("registered without parts");
    }

    @Test
    void aRetractedItemNeedsNoFiles() {
        var item = json("{'id': 'CMIP6.x.v2', 'properties': {'retracted': 1}, 'assets': {}}");

        assertThat(text(map(item, settings(true, -1, false)).dataset(), "RETRACTED_ON"))
                .isEqualTo("2026-01-01T00:00:00");
    }

    @Test
    void twoAssetsWithOnePidAreRefusedNamingBoth() {
        var a = asset("a").put("tracking_id", PID);
        var b = asset("b").put("cmip6:tracking_id", PID);

        assertRefused(item(a, b), "item.assets[b]", "item.assets[a]", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    }

    @Test
    void anAssetWithThePidOfTheDatasetIsRefused() {
        var item = item(asset("a").put("tracking_id", "x/" + ComputedPid.ofDataset(ID)));

        assertRefused(item, "item.assets[a]", "which is that of the dataset");
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        var a = asset("a").put("file:size", -1).put("tracking_id", "hdl:1/2");
        var b = asset("b").put("file:checksum", "zz").put("published_on", "soon");
        a.remove("href");

        assertRefused(
                item(a, b),
                "item.assets[a].href: expected the URL of the file, got nothing",
                "item.assets[a].file:size: expected a number of bytes, 1 or more, got the number -1",
                "item.assets[a].tracking_id: expected a PID such as hdl:<prefix>/<UUID>, got \"hdl:1/2\"",
                "item.assets[b].file:checksum",
                "item.assets[b].published_on: expected a date and time in ISO 8601, got \"soon\"");
    }

    @Test
    void aUrlWithoutAFileNameIsRefused() {
        assertRefused(
                item(asset("a").put("href", "https://host.example/dir/?file=a.nc")),
                "item.assets[a].href: expected a URL that ends in a file name");
    }

    @Test
    void manyProblemsAreCounted() {
        var broken = new ObjectNode[50];
        for (int i = 0; i < broken.length; i++) {
            broken[i] = asset("a" + i).put("file:size", "many");
        }

        assertRefused(item(broken), "item.assets[a0].file:size", "and 30 more");
    }

    @Test
    void aForcedPidIgnoresEvenABrokenOneOfTheSource() {
        var item = json("{'id': 'CMIP6.x.v2', 'properties': {'pid': 5.4}, 'assets': {}}");
        item.set("assets", item(asset("a")).get("assets"));

        var plan = map(item, settings(true, -1, true));

        assertThat(plan.dataset().handle()).isEqualTo("21.TEST/" + ComputedPid.ofDataset(ID));
    }

    @Test
    void indicesDoNotShiftWhenAFieldAppears() {
        var item = item(asset("a"));

        var without = map(item, settings(true, -1, false), Optional.empty());
        var with = map(item, settings(true, -1, false), Optional.of("CMIP6.x.v1"));

        assertThat(text(with.dataset(), "PREVIOUS_VERSION")).isEqualTo("CMIP6.x.v1");
        assertThat(with.dataset().values()).containsAll(without.dataset().values());
        assertThat(with.dataset().values().stream().map(HandleValue::index))
                .containsExactly(100, 1, 2, 3, 4, 5, 6, 8, 9);
        assertThat(with.files()).isEqualTo(without.files());
    }

    @Test
    void aHostIsUnknownWhereNoAssetNamesOne() {
        var plan = map(item(asset("a")), settings(true, -1, false));

        assertThat(text(plan.dataset(), "HOSTING_NODE"))
                .isEqualTo("{\"host\": \"unknown\", \"published_on\": \"2026-01-01T00:00:00\"}");
    }

    @Test
    void thePreferredAssetsNameTheHostEvenWhereTheyAreExcluded() {
        var other = asset("a").put("alternate:name", "other");
        var reference = asset("reference_file").put("alternate:name", "preferred");

        var plan = map(item(other, reference), settings(true, -1, false));

        assertThat(plan.files()).hasSize(1);
        assertThat(text(plan.dataset(), "HOSTING_NODE")).contains("preferred");
    }

    @Test
    void theDateOfAnAssetGoesBeforeThatOfTheItem() {
        var item = item(asset("a").put("updated", "2020-02-02T00:00:00Z"));
        ((ObjectNode) item.get("properties")).put("created", "2019-01-01T00:00:00Z");

        assertThat(text(map(item, settings(true, -1, false)).dataset(), "HOSTING_NODE"))
                .contains("2020-02-02T00:00:00+00:00");
    }

    @Test
    void anIdWithoutADotHasNoVersion() {
        var item = new StacItem("whole", JsonNodeFactory.instance.objectNode(), List.of());
        var publication = new Publication(item, "2026-01-01T00:00:00", Optional.empty(), new Findings(false));

        var dataset = new ItemMapping(PidFields.ofNamespace("cmip6"), settings(false, -1, false))
                .register(publication)
                .dataset();

        assertThat(text(dataset, "DATASET_ID")).isEqualTo("whole");
        assertThat(dataset.value("DATASET_VERSION")).isEmpty();
    }

    @Test
    void twentyThousandFilesAreMappedInTimeThatGrowsWithTheirNumber() {
        var assets = new ObjectNode[20_000];
        for (int i = 0; i < assets.length; i++) {
            assets[i] = asset("file-%05d.nc".formatted(i)).put("alternate:name", "host");
        }
        var item = item(assets);

        var plan = assertTimeout(ofSeconds(10), () -> map(item, settings(true, -1, false)));

        assertThat(plan.files()).hasSize(20_000);
    }

    private static void assertRefused(ObjectNode item, String... parts) {
        assertThatThrownBy(() -> map(item, settings(true, -1, false)))
                .isInstanceOf(dev.waybill.failure.DeliveryException.class)
                .message()
                .startsWith(ID + ": ")
                .contains(parts);
    }

    private static PidPlan.Register map(ObjectNode item, MappingSettings settings) {
        return map(item, settings, Optional.empty());
    }

    private static PidPlan.Register map(ObjectNode json, MappingSettings settings, Optional<String> previous) {
        var findings = new Findings(settings.strict());
        var item = StacItem.read(ID, json, findings);
        return new ItemMapping(PidFields.ofNamespace("cmip6"), settings)
                .register(new Publication(item, "2026-01-01T00:00:00", previous, findings));
    }

    private static ObjectNode item(ObjectNode... assets) {
        var item = json("{'id': 'CMIP6.x.v2', 'properties': {}, 'assets': {}}");
        for (var asset : assets) {
            var key = asset.remove("key").stringValue();
            ((ObjectNode) item.get("assets")).set(key, asset);
        }
        return item;
    }

    private static ObjectNode asset(String key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("href", "https://host.example/dir/" + key + "?x=1/2#f")
                .put("file:size", 17)
                .put("file:checksum", SHA);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static String text(HandleRecord record, String type) {
        return record.value(type).orElseThrow().data().stringValue();
    }

    private static MappingSettings settings(boolean strict, int maxParts, boolean forceDatasetPid) {
        return new MappingSettings(
                "21.TEST",
                URI.create("https://handle.example.org/lp/"),
                strict,
                maxParts,
                Set.of("reference_file"),
                List.of(),
                forceDatasetPid,
                Withdrawal.TOMBSTONE,
                Withdrawal.RETRACT);
    }
}
