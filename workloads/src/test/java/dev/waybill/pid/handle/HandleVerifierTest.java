package dev.waybill.pid.handle;

import static dev.waybill.pid.handle.HandleSamples.join;
import static dev.waybill.pid.handle.HandleSamples.number;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.settings;
import static dev.waybill.pid.handle.HandleSamples.text;
import static dev.waybill.pid.handle.HandleSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.local.handle.HandleService;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HandleVerifierTest {
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
    void findsNoDifferenceInWhatWasWritten() {
        var record = with(record("21.TEST/a", "text"), number(9, "FILE_SIZE", 12));
        join(client.put(record));

        assertThat(join(new HandleVerifier(client).verify(record))).isEmpty();
    }

    @Test
    void namesWhatIsMissingDifferentOrTooMuch() {
        join(client.put(record("21.TEST/a", "old", "extra")));

        var differences = join(new HandleVerifier(client)
                .verify(List.of(with(record("21.TEST/a", "new"), text(9, "LAST", "x")), record("21.TEST/absent"))));

        assertThat(differences)
                .extracting(HandleDifference::toString)
                .containsExactly(
                        "21.TEST/a, 2 TEXT: expected \"new\", found \"old\"",
                        "21.TEST/a, 9 LAST: expected \"x\", found nothing",
                        "21.TEST/a, 3 TEXT: expected nothing, found \"extra\"",
                        "21.TEST/absent: there is no such handle");
    }
}
