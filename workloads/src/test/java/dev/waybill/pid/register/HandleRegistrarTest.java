package dev.waybill.pid.register;

import static dev.waybill.pid.handle.HandleSamples.failure;
import static dev.waybill.pid.handle.HandleSamples.join;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.RequestLog.Change;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleSamples;
import dev.waybill.pid.plan.PidPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HandleRegistrarTest {
    private static final String DATASET = "21.TEST/dataset";

    private HandleService service;
    private HandleRegistrar registrar;

    @BeforeEach
    void start() throws IOException {
        service = HandleService.start();
        registrar = new HandleRegistrar(new HandleClient(settings(service)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void writesEveryFileBeforeTheDataset() {
        service.faults(Faults.slowBy(20));
        var registration = new Registration(plan(20, "v"));

        join(registrar.deliver(registration));

        assertThat(written()).hasSize(21).last().isEqualTo(DATASET);
        assertThat(service.log().mostUnderWay()).isBetween(2, 20);
        assertThat(registration.confirmed()).isEqualTo(21);
        assertThat(registrar.counts()).isEqualTo(new RegistrarCounts(21, 0, 0, 0, 21, 0));
    }

    @Test
    void repeatsOnlyWhatRemains() {
        service.faults(Faults.failing(50, 500, OptionalInt.empty()));
        var registration = new Registration(plan(40, "v"));

        var first = failure(registrar.deliver(registration));
        int done = registration.confirmed();
        assertThat(first.failureClass()).isEqualTo(FailureClass.TRANSIENT);
        assertThat(first.reason()).contains("PUT 21.TEST/f", done + " of 41 handles written for dataset some.dataset");
        assertThat(done).isBetween(1, 39);
        assertThat(written()).hasSize(done).doesNotContain(DATASET);

        service.faults(Faults.NONE);
        join(registrar.deliver(registration));
        assertThat(written()).hasSize(41).doesNotHaveDuplicates().last().isEqualTo(DATASET);
        assertThat(registrar.counts().unchanged()).isZero();
    }

    @Test
    void theDatasetAloneIsRepeatedWhenItFailed() {
        var registration = new Registration(plan(3, "v"));
        var noDataset = new PidPlan.Register("some.dataset", files(3, "v"), record("99.FOREIGN/d"), List.of());
        var refused = new Registration(noDataset);

        var failure = failure(registrar.deliver(refused));
        assertThat(failure.failureClass()).isEqualTo(FailureClass.MISCONFIGURED);
        assertThat(failure.reason()).contains("99.FOREIGN/d", "3 of 4 handles written");

        join(registrar.deliver(registration));
        assertThat(written()).hasSize(4).last().isEqualTo(DATASET);
    }

    @Test
    void aLostAnswerIsRepeatedUntilConfirmed() {
        service.faults(Faults.losing(100));
        var registration = new Registration(plan(3, "v"));
        assertThat(failure(registrar.deliver(registration)).reason()).contains("0 of 4 handles written");

        service.faults(Faults.NONE);
        join(registrar.deliver(registration));

        assertThat(new HashSet<>(written())).hasSize(4);
        assertThat(written()).last().isEqualTo(DATASET);
        assertThat(registrar.counts().updated()).isEqualTo(3);
        assertThat(registrar.counts().failedRequests()).isEqualTo(3);
    }

    @Test
    void unchangedRecordsAreNotWrittenAgain() {
        join(registrar.deliver(new Registration(plan(5, "v"))));
        join(registrar.deliver(new Registration(plan(5, "v"))));
        assertThat(written()).hasSize(6);
        assertThat(registrar.counts().unchanged()).isEqualTo(6);

        var changed = new ArrayList<>(files(5, "v"));
        changed.set(2, record("21.TEST/f2", "new"));
        join(registrar.deliver(
                new Registration(new PidPlan.Register("some.dataset", changed, record(DATASET, "v"), List.of()))));
        assertThat(written()).hasSize(7).last().isEqualTo("21.TEST/f2");
    }

    @Test
    void aFailedWriteIsNoLongerTakenForUnchanged() {
        join(registrar.deliver(new Registration(plan(1, "old"))));
        service.faults(Faults.losing(100));
        assertThat(failure(registrar.deliver(new Registration(plan(1, "new")))).failureClass())
                .isEqualTo(FailureClass.TRANSIENT);
        service.faults(Faults.NONE);

        join(registrar.deliver(new Registration(plan(1, "old"))));

        assertThat(written()).containsExactly("21.TEST/f0", DATASET, "21.TEST/f0", "21.TEST/f0");
    }

    @Test
    void aRecordThatIsTooLargeStopsItsPlanBeforeAnythingIsSent() {
        var huge = new PidPlan.Register("some.dataset", files(3, "v"), record(DATASET, "x".repeat(262_144)), List.of());

        var failure = failure(registrar.deliver(new Registration(huge)));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains(DATASET);
        assertThat(service.log().requests()).isEmpty();
    }

    @Test
    void anOutageIsNotAskedAboutForEveryFile() {
        service.close();

        var failure = failure(registrar.deliver(new Registration(plan(1_000, "v"))));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.UNAVAILABLE);
        assertThat(registrar.counts().requests()).isLessThan(200);
    }

    @Test
    void ignoringNeedsNoRequest() {
        join(registrar.deliver(new Registration(new PidPlan.Ignore("some.dataset", "no project of ours"))));

        assertThat(service.log().requests()).isEmpty();
    }

    private List<String> written() {
        return service.log().changes().stream().map(Change::handle).toList();
    }

    private static PidPlan.Register plan(int files, String text) {
        return new PidPlan.Register("some.dataset", files(files, text), record(DATASET, "v"), List.of());
    }

    private static List<HandleRecord> files(int count, String text) {
        var files = new ArrayList<HandleRecord>();
        for (int i = 0; i < count; i++) {
            files.add(HandleSamples.record("21.TEST/f" + i, text));
        }
        return files;
    }
}
