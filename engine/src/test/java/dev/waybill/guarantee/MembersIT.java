package dev.waybill.guarantee;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.guarantee.StormPlan.Order;
import dev.waybill.source.GroupProtocol;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members that come and go in good order repeat nothing; one that freezes until it is taken for dead does no harm. */
final class MembersIT {
    private static final long SEED = 20_261_122;
    private static final int SEND_MILLIS = 2;
    private static final int AHEAD = 1_000;
    private static final int VISITS = 2;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatHadArrivedIsNotDeliveredAgainWhenMembersComeAndGo(GroupProtocol protocol) throws Exception {
        try (var testbed = testbed(protocol)) {
            testbed.sendEvery(SEND_MILLIS, AHEAD, number -> "record " + number);
            String staying = testbed.workers.start();
            until(() -> testbed.arrivals(staying) > 500);

            for (int visit = 0; visit < VISITS; visit++) {
                String guest = testbed.workers.start();
                until(() -> testbed.arrivals(guest) > 200);
                testbed.workers.leave(guest);
            }
            testbed.comeToRest();

            assertThat(testbed.violations(testbed.history(), List.of(new NothingAgain(), new NothingParked())))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMemberThatWasFrozenDoesNoHarmWhenItThaws(GroupProtocol protocol) throws Exception {
        try (var testbed = testbed(protocol)) {
            testbed.sendEvery(SEND_MILLIS, AHEAD, number -> "record " + number);
            String frozen = testbed.workers.start();
            until(() -> testbed.arrivals(frozen) > 500);

            testbed.workers.signal(frozen, "STOP");
            String heir = testbed.workers.start();
            until(() -> testbed.arrivals(heir) > 500);
            testbed.workers.signal(frozen, "CONT");
            int before = testbed.arrivals(frozen);
            until(() -> testbed.arrivals(frozen) > before + 200); // it has joined again and has its share
            testbed.comeToRest();

            assertThat(testbed.violations(testbed.history(), List.of(new NothingParked())))
                    .isEmpty();
        }
    }

    private static void until(Callable<Boolean> claim) {
        await().atMost(ofMinutes(2)).pollInterval(ofMillis(50)).until(claim);
    }

    private Testbed testbed(GroupProtocol protocol) throws Exception {
        var plan = new StormPlan(Order.KEY, protocol, false, Form.PLAIN, 4096);
        var testbed = new Testbed(folder, plan, SEED, System.getProperty("java.class.path"));
        testbed.server.calmDown();
        return testbed;
    }
}
