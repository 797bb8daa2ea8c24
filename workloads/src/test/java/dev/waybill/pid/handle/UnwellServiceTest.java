package dev.waybill.pid.handle;

import static dev.waybill.pid.handle.HandleSamples.failure;
import static dev.waybill.pid.handle.HandleSamples.join;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.HandleService;
import dev.waybill.pid.settings.HandleSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UnwellServiceTest {
    private static final HandleRecord RECORD = record("21.TEST/a");

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
    void aServiceThatIsGoneIsUnavailable() {
        service.close();

        assertThat(failure(client.put(RECORD)).failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(failure(client.checkAccess()).failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
    }

    @Test
    void aClosedConnectionIsWorthAnotherTry() {
        service.faults(Faults.isDown());

        var failure = failure(client.put(RECORD));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.reason()).contains("PUT", "21.TEST/a", "the answer is lost");
    }

    @Test
    void aLostAnswerMayHaveBeenApplied() {
        service.faults(Faults.losing(100));
        assertThat(failure(client.put(RECORD)).failureClass()).isEqualTo(FailureClass.TRANSIENT);

        service.faults(Faults.NONE);
        assertThat(join(client.put(RECORD))).isEqualTo(WriteOutcome.UPDATED);
    }

    @Test
    void anInternalErrorIsWorthAnotherTry() {
        service.faults(Faults.failing(100, 500, OptionalInt.empty()));

        var failure = failure(client.put(RECORD));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.reason()).contains("21.TEST/a", "HTTP 500, code 2");
    }

    @Test
    void aThrottledRequestCarriesThePaceAskedFor() {
        service.faults(Faults.failing(100, 429, OptionalInt.of(3)));
        var tooMany = failure(client.put(RECORD));
        service.faults(Faults.failing(100, 503, OptionalInt.of(4)));
        var busy = failure(client.put(RECORD));

        assertThat(tooMany.failureClass()).isEqualTo(FailureClass.THROTTLED);
        assertThat(tooMany.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(busy.failureClass()).isEqualTo(FailureClass.THROTTLED);
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void aHangingServiceIsGivenUp() {
        service.faults(Faults.slowBy(600_000));
        HandleSettings s = settings(service);
        var hasty = new HandleClient(new HandleSettings(
                s.server(), s.prefix(), s.username(), s.password(), true, Duration.ofMillis(200), 64, 262_144));

        var failure = failure(hasty.put(RECORD));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(failure.reason()).contains("within 200 ms");
    }

    @Test
    void asManyRequestsAsAllowedAreUnderWayAtOnceAndNoMore() {
        service.faults(Faults.slowBy(500));
        HandleSettings s = settings(service);
        var wide = new HandleClient(new HandleSettings(
                s.server(), s.prefix(), s.username(), s.password(), true, Duration.ofSeconds(20), 96, 262_144));

        var puts = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 200; i++) {
            puts.add(wide.put(record("21.TEST/" + i)).toCompletableFuture());
        }
        CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).join();

        assertThat(service.log().mostUnderWay()).isGreaterThan(64).isLessThanOrEqualTo(96);
        assertThat(service.log().changes()).hasSize(200);
    }
}
