package dev.waybill.cli.demo;

import dev.waybill.cli.config.ConfigSources;
import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Our samples, what is generated from them, and a planner that asks no catalogue. */
final class Samples {
    static final SampleFiles OURS = SampleFiles.ours(Optional.empty());

    private Samples() {}

    static PidPlanner planner() {
        var settings = PidConfiguration.read(new ConfigSources(Map.of(), Map.of(), Optional.empty()))
                .run()
                .settings();
        return PidPlanner.of(settings.mapping(), settings.stac());
    }

    static DemoEvent named(String name) {
        return OURS.events().stream()
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static GeneratedEvents generator(long seed) {
        return new GeneratedEvents(
                List.of(named("cmip6-post.json"), named("cmip7-post.json"), named("cordex-cmip6-post.json")),
                new Random(seed));
    }

    static PidPlan.Register register(DemoEvent event) {
        var planned = (Planned.Asking) Planned.by(planner(), event.unsent());
        return (PidPlan.Register) planned.plan();
    }
}
