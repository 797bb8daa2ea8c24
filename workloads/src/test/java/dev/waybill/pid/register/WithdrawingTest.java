package dev.waybill.pid.register;

import static dev.waybill.pid.handle.HandleSamples.failure;
import static dev.waybill.pid.handle.HandleSamples.join;
import static dev.waybill.pid.handle.HandleSamples.record;
import static dev.waybill.pid.handle.HandleSamples.settings;
import static dev.waybill.pid.handle.HandleSamples.text;
import static dev.waybill.pid.handle.HandleSamples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.RequestLog.Change;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.Withdrawal;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class WithdrawingTest {
    private static final String DATASET = "21.TEST/dataset";
    private static final String AT = "2026-01-02T03:04:05+00:00";
    private static final List<String> FILES = List.of("21.TEST/f0", "21.TEST/f1", "21.TEST/f2");

    private HandleService service;
    private HandleClient client;
    private HandleRegistrar registrar;
    private int before;

    @BeforeEach
    void start() throws IOException {
        service = HandleService.start();
        client = new HandleClient(settings(service));
        registrar = new HandleRegistrar(client);
        join(registrar.deliver(new Registration(registered())));
        before = service.log().changes().size();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({"RETRACT, 12, RETRACTED_ON", "TOMBSTONE, 13, DELETED_ON"})
    void marksTheFilesThenTheDataset(Withdrawal withdrawal, int index, String type) {
        join(registrar.deliver(withdraw(withdrawal)));

        assertThat(changes()).hasSize(4).last().isEqualTo(new Change("PUT", DATASET));
        for (String handle : FILES) {
            assertThat(join(client.get(handle)).orElseThrow().values())
                    .contains(text(index, type, AT))
                    .extracting(HandleValue::type)
                    .contains("URL", "TEXT");
        }
        assertThat(join(client.get(DATASET)).orElseThrow().values()).contains(text(index, type, AT));
        assertThat(registrar.counts().withdrawn()).isEqualTo(4);
    }

    @Test
    void removesTheFilesThenTheDataset() {
        join(registrar.deliver(withdraw(Withdrawal.REMOVE)));

        assertThat(changes()).hasSize(4).last().isEqualTo(new Change("DELETE", DATASET));
        assertThat(join(client.get("21.TEST/f1"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void filesThatDoNotExistAreSkippedAndForeignOnesAreLeftAlone(Withdrawal withdrawal) {
        join(client.delete("21.TEST/f1"));
        before++;

        join(registrar.deliver(withdraw(withdrawal)));

        assertThat(changes()).extracting(Change::handle).containsExactlyInAnyOrder("21.TEST/f0", "21.TEST/f2", DATASET);
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void repeatsOnlyWhatRemains(Withdrawal withdrawal) {
        Registration registration = withdraw(withdrawal);
        int attempts = 0;
        service.faults(Faults.failing(50, 500, OptionalInt.empty()));
        while (registration.confirmed() < 4 && attempts++ < 200) {
            registrar
                    .deliver(registration)
                    .handle((done, thrown) -> done)
                    .toCompletableFuture()
                    .join();
        }

        assertThat(attempts).isBetween(2, 199);
        assertThat(changes()).hasSize(4).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void anAbsentDatasetIsPoisonAndSaysWhatWasLookedFor(Withdrawal withdrawal) {
        var unknown = new PidPlan.Withdraw("other.dataset", "21.TEST/other", withdrawal, AT);

        var failure = failure(registrar.deliver(new Registration(unknown)));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains("21.TEST/other", "other.dataset", "never have been registered", "replay");
        assertThat(changes()).isEmpty();
    }

    @Test
    void partsThatCannotBeReadChangeNothing() {
        join(client.put(with(record(DATASET), text(7, "HAS_PARTS", "hdl:21.TEST/f0"))));
        before++;

        var failure = failure(registrar.deliver(withdraw(Withdrawal.RETRACT)));

        assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(failure.reason()).contains(DATASET, "HAS_PARTS");
        assertThat(changes()).isEmpty();
    }

    @Test
    void whatWasWithdrawnIsWrittenAgainWhenItComesBack() {
        join(registrar.deliver(withdraw(Withdrawal.RETRACT)));

        join(registrar.deliver(new Registration(registered())));

        assertThat(changes()).hasSize(8);
        assertThat(join(client.get(DATASET)).orElseThrow().value("RETRACTED_ON"))
                .isEmpty();
    }

    private List<Change> changes() {
        List<Change> all = service.log().changes();
        return all.subList(before, all.size());
    }

    private static Registration withdraw(Withdrawal withdrawal) {
        return new Registration(new PidPlan.Withdraw("some.dataset", DATASET, withdrawal, AT));
    }

    private static PidPlan.Register registered() {
        var files = FILES.stream().map(handle -> record(handle, "text")).toList();
        String parts = "[\"hdl:21.TEST/f0\", \"hdl:21.TEST/f1\", \"hdl:21.TEST/f2\", \"hdl:99.FOREIGN/x\"]";
        return new PidPlan.Register(
                "some.dataset", files, with(record(DATASET), text(7, "HAS_PARTS", parts)), List.of());
    }
}
