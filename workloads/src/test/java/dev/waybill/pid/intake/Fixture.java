package dev.waybill.pid.intake;

import dev.waybill.failure.Failure;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.project.Projects;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.pid.stac.StacApi;
import dev.waybill.record.KafkaRecord;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;

/** Settings, records and outcomes as the tests of the planner use them. */
final class Fixture {
    static final StacSettings STAC =
            new StacSettings(Optional.of(URI.create("https://stac.example.org")), Duration.ofSeconds(1), false);
    static final StacSettings NO_STAC = new StacSettings(Optional.empty(), Duration.ofSeconds(1), false);

    private Fixture() {}

    static MappingSettings settings(boolean strict) {
        return new MappingSettings(
                "21.TEST",
                URI.create("https://handle.example.org/lp"),
                strict,
                -1,
                Set.of("reference_file", "globus", "thumbnail", "quicklook"),
                List.of(),
                false,
                Withdrawal.TOMBSTONE,
                Withdrawal.RETRACT);
    }

    static PidPlanner planner(boolean strict, StacSettings settings, StacApi stac) {
        return new PidPlanner(settings(strict), settings, stac, Projects.installed(List.of()));
    }

    static PidPlanner planner(boolean strict) {
        return planner(strict, NO_STAC, StacApi.of(NO_STAC));
    }

    static KafkaRecord record(byte[] value) {
        return KafkaRecord.of("CMIP6", 0, 7, null, value);
    }

    static KafkaRecord record(String value) {
        return record(value.getBytes(StandardCharsets.UTF_8));
    }

    static PidPlan plan(PidPlanner planner, KafkaRecord record) {
        return planner.plan(record).toCompletableFuture().join();
    }

    static PidPlan.Register register(PidPlanner planner, KafkaRecord record) {
        return (PidPlan.Register) plan(planner, record);
    }

    static Failure failure(PidPlanner planner, KafkaRecord record) {
        try {
            var plan = plan(planner, record);
            return Assertions.fail("expected a failure, got " + plan);
        } catch (CompletionException e) {
            return Failure.of(e);
        }
    }
}
