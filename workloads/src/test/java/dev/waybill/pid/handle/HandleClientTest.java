package dev.waybill.pid.handle;

import static dev.waybill.pid.handle.HandleSamples.failure;
import static dev.waybill.pid.handle.HandleSamples.join;
import static dev.waybill.pid.handle.HandleSamples.number;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.settings;
import static dev.waybill.pid.handle.HandleSamples.text;
import static dev.waybill.pid.handle.HandleSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.local.handle.HandleService;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

final class HandleClientTest {
    private HandleService service;
    private HandleClient client;

    @BeforeEach
    void start() throws IOException {
        service = HandleService.start();
        client = new HandleClient(settings(service));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void createsThenUpdates() {
        assertThat(join(client.put(record("21.TEST/a")))).isEqualTo(WriteOutcome.CREATED);
        assertThat(join(client.put(record("21.TEST/a")))).isEqualTo(WriteOutcome.UPDATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"21.TEST/a", "21.TEST/a/b//c", "21.TEST/a b%41?x=1#y&z+", "21.TEST/\u00e4\ud83d\ude00"})
    void readsBackWhatItWroteWhateverTheHandle(String handle) {
        join(client.put(with(record(handle, "\u00e4 \"text\""), number(9, "FILE_SIZE", 12))));

        HandleRecord found = join(client.get(handle)).orElseThrow();

        assertThat(found.handle()).isEqualTo(handle);
        assertThat(found.value("TEXT").orElseThrow().data().asString()).isEqualTo("\u00e4 \"text\"");
        assertThat(found.value("FILE_SIZE").orElseThrow().data().toString()).isEqualTo("\"12\"");
        assertThat(found.value("HS_ADMIN")
                        .orElseThrow()
                        .data()
                        .path("value")
                        .path("handle")
                        .asString())
                .isEqualTo("0.NA/21.TEST");
    }

    @Test
    void changesSingleValues() {
        join(client.put(record("21.TEST/a", "old", "kept")));

        assertThat(join(client.putValues("21.TEST/a", List.of(text(2, "TEXT", "new"), text(12, "RETRACTED_ON", "t")))))
                .isTrue();
        assertThat(join(client.putValues("21.TEST/absent", List.of(text(2, "TEXT", "new")))))
                .isFalse();

        assertThat(join(client.get("21.TEST/a")).orElseThrow().values())
                .extracting(HandleValue::index)
                .containsExactly(1, 2, 3, 12, 100);
        assertThat(join(client.get("21.TEST/a")).orElseThrow().value("TEXT"))
                .hasValueSatisfying(v -> assertThat(v.data().asString()).isEqualTo("new"));
    }

    @Test
    void deletesAndFindsNothing() {
        join(client.put(record("21.TEST/a")));

        assertThat(join(client.delete("21.TEST/a"))).isTrue();
        assertThat(join(client.delete("21.TEST/a"))).isFalse();
        assertThat(join(client.get("21.TEST/a"))).isEqualTo(Optional.empty());
    }

    @Test
    void listsByPage() {
        join(client.put(record("21.TEST/a")));
        join(client.put(record("21.TEST/b")));

        HandlePage page = join(client.list("21.TEST", 1, 2));

        assertThat(page).isEqualTo(new HandlePage(3, List.of("21.TEST/testuser")));
    }

    @Test
    void aWrongPasswordIsAMatterOfSettingsAndIsNeverShown() {
        var mistaken = new HandleClient(settings(service.uri(), "21.TEST", "300:21.TEST/testuser", "s3cret-but-wrong"));

        var onWrite = failure(mistaken.put(record("21.TEST/a")));
        var onCheck = failure(mistaken.checkAccess());

        for (var failure : List.of(onWrite, onCheck)) {
            assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
            assertThat(failure.reason()).contains("handle.password", "HTTP 403, code 403");
            assertThat(failure.toString() + failure.cause()).doesNotContain("s3cret");
        }
        assertThat(settings(service).toString()).doesNotContain("testpass");
    }

    @Test
    void aWrongPrefixIsAMatterOfSettings() {
        var mistaken = new HandleClient(settings(service.uri(), "99.FOREIGN", "300:21.TEST/testuser", "testpass"));

        var onWrite = failure(mistaken.put(record("99.FOREIGN/a")));
        var onCheck = failure(mistaken.checkAccess());

        assertThat(onWrite.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(onWrite.reason()).contains("99.FOREIGN/a", "handle.prefix", "code 301");
        assertThat(onCheck.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(onCheck.reason()).contains("handle.prefix");
    }

    @Test
    void accessIsCheckedWithoutWriting() {
        assertThat(client.checkAccess()).succeedsWithin(java.time.Duration.ofMinutes(2));

        assertThat(service.log().changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"300:21.TEST/nobody", "301:21.TEST/testuser", "21.TEST/testuser", "testuser"})
    void aWrongUserIsNamed(String username) {
        var mistaken = new HandleClient(settings(service.uri(), "21.TEST", username, "testpass"));

        var failure = failure(mistaken.checkAccess());

        assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(failure.reason()).contains("handle.username");
    }

    @Test
    void anotherKindOfServiceIsToldApart() {
        // Below this path the stand-in answers 200 with JSON that has no response code.
        URI elsewhere = URI.create(service.uri() + "/faults");
        var mistaken = new HandleClient(settings(elsewhere, "21.TEST", "300:21.TEST/testuser", "testpass"));

        var failure = failure(mistaken.get("21.TEST/a"));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(failure.reason()).contains("handle.server_url");
    }

    @Test
    void aRecordThatIsTooLargeIsNotSent() {
        var failure = failure(client.put(record("21.TEST/a", "x".repeat(262_144))));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason())
                .contains("21.TEST/a", "262378 bytes", "handle.max_record_bytes = 262144", "TEXT", "max_parts");
        assertThat(service.log().requests()).isEmpty();
    }

    @Test
    void aRecordWithTooManyValuesIsNotSent() {
        String[] texts = new String[2_047]; // and URL, and HS_ADMIN
        java.util.Arrays.fill(texts, "x");

        var failure = failure(client.put(record("21.TEST/a", texts)));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("21.TEST/a", "2049 values", "2048");
        assertThat(service.log().requests()).isEmpty();
    }

    @Test
    void aValueNoServiceTakesIsNamedAndNotSent() {
        var list = new HandleValue(
                7, "HAS_PARTS", JsonNodeFactory.instance.arrayNode().add("hdl:21.TEST/b"));

        var failure = failure(client.put(with(record("21.TEST/a"), list)));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("21.TEST/a", "value 7 HAS_PARTS");
        assertThat(service.log().requests()).isEmpty();
    }

    @Test
    void whatTheServiceRefusesIsPoison() {
        var unknownFormat =
                JsonNodeFactory.instance.objectNode().put("format", "nope").put("value", "x");

        var failure = failure(client.put(with(record("21.TEST/a"), new HandleValue(7, "ODD", unknownFormat))));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("21.TEST/a", "code 202", "value 7", "nope");
    }
}
