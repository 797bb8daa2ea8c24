package dev.waybill.pid.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.plan.PidPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Each event file in the repository gives what the file of the same name in {@code expected} says. */
class OwnSamplesTest {
    static Stream<Arguments> samplesInBothModes() {
        return Samples.jsonFilesIn(Samples.own()).stream()
                .map(Path::getFileName)
                .flatMap(name -> Stream.of(Arguments.of(name, "strict"), Arguments.of(name, "lenient")));
    }

    @ParameterizedTest
    @MethodSource("samplesInBothModes")
    void givesWhatIsExpected(Path name, String mode) {
        var both = JsonMapper.shared()
                .readTree(Samples.bytes(Samples.own().resolve("expected").resolve(name)));
        var expected = both.has(mode) ? both.get(mode) : both.get("strict");
        var catalogue = new CatalogueOfFiles(Samples.own().resolve("catalogue"));
        var planner = Fixture.planner(mode.equals("strict"), Fixture.STAC, catalogue);
        var record = Fixture.record(Samples.bytes(Samples.own().resolve(name)));

        if (expected.has("refused")) {
            assertRefused(planner, record, expected.get("refused"));
            return;
        }
        var plan = Fixture.plan(planner, record);

        if (expected.has("register")) {
            assertThat(plan).isInstanceOf(PidPlan.Register.class);
            assertRegistered((PidPlan.Register) plan, expected.get("register"));
        } else if (expected.has("withdraw")) {
            var withdraw = (PidPlan.Withdraw) plan;
            assertThat(Map.of(
                            "datasetHandle", withdraw.datasetHandle(),
                            "withdrawal", withdraw.withdrawal().name(),
                            "at", withdraw.at()))
                    .isEqualTo(JsonMapper.shared().convertValue(expected.get("withdraw"), Map.class));
        } else {
            assertThat(expected.path("ignore").asBoolean()).isTrue();
            assertThat(plan).isInstanceOf(PidPlan.Ignore.class);
        }
    }

    private static void assertRefused(PidPlanner planner, dev.waybill.record.KafkaRecord record, JsonNode patterns) {
        var failure = Fixture.failure(planner, record);

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        for (var pattern : patterns.values()) {
            assertThat(failure.reason()).containsPattern(pattern.stringValue());
        }
    }

    private static void assertRegistered(PidPlan.Register plan, JsonNode expected) {
        assertThat(plan.files().stream().map(OwnSamplesTest::json).toList())
                .containsExactlyElementsOf(expected.get("files").values());
        assertThat(json(plan.dataset())).isEqualTo(expected.get("dataset"));
        var patterns = expected.get("warnings").values().stream()
                .map(JsonNode::stringValue)
                .toList();
        assertMatchInOrder(plan.warnings(), patterns);
    }

    private static void assertMatchInOrder(List<String> warnings, List<String> patterns) {
        assertThat(warnings).hasSameSizeAs(patterns);
        for (int i = 0; i < patterns.size(); i++) {
            assertThat(warnings.get(i)).containsPattern(patterns.get(i));
        }
    }

    /** As it is sent, and read back from text so that numbers compare by value. */
    private static JsonNode json(HandleRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("handle", record.handle());
        var values = json.putArray("values");
        for (var value : record.values()) {
            values.addObject()
                    .put("index", value.index())
                    .put("type", value.type())
                    .set("data", value.data());
        }
        return JsonMapper.shared().readTree(json.toString());
    }
}
