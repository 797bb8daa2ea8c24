package dev.waybill.metrics;

import dev.waybill.delivery.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a stopwatch around each step that does something. Steps are numbered from 1; the first step of the second branch
 * at step 3 is {@code 3.2.1}. The sinks of all branches share their meters. Immutable.
 */
final class MeteredStages {
    private final MeterRegistry registry;
    private final String pipeline;
    private final ThrottleMeter throttle;

    MeteredStages(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.pipeline = pipeline;
        this.throttle = new ThrottleMeter(registry, pipeline);
    }

    List<Stage> around(List<Stage> stages) {
        return around(stages, "");
    }

    private List<Stage> around(List<Stage> stages, String before) {
        var metered = new ArrayList<Stage>();
        for (int i = 0; i < stages.size(); i++) {
            boolean isSink = i == stages.size() - 1;
            metered.add(around(stages.get(i), before + (i + 1), isSink));
        }
        return metered;
    }

    private Stage around(Stage stage, String number, boolean isSink) {
        if (stage instanceof Stage.Branches branches) {
            return branches(branches, number);
        }
        if (stage instanceof Stage.Gather || stage instanceof Stage.Checkpoint) {
            return stage; // these take no time of their own
        }
        var stopwatch = new Stopwatch(
                isSink
                        ? StageMeters.ofSink(registry, throttle, pipeline)
                        : StageMeters.ofStep(registry, throttle, pipeline, number));
        if (stage instanceof Stage.Now now) {
            return new Stage.Now(value -> stopwatch.time(() -> now.step().apply(value)));
        }
        if (stage instanceof Stage.Later later) {
            return new Stage.Later(
                    value -> stopwatch.timeUntilDone(() -> later.step().apply(value)));
        }
        if (stage instanceof Stage.Each each) {
            return new Stage.Each(value -> stopwatch.time(() -> each.step().apply(value)));
        }
        if (stage instanceof Stage.Scan scan) {
            return new Stage.Scan(
                    scan.first(),
                    (state, value) -> stopwatch.time(() -> scan.step().apply(state, value)));
        }
        throw new AssertionError(stage);
    }

    private Stage branches(Stage.Branches branches, String number) {
        var chains = new ArrayList<List<Stage>>();
        for (int i = 0; i < branches.chains().size(); i++) {
            chains.add(around(branches.chains().get(i), number + "." + (i + 1) + "."));
        }
        return new Stage.Branches(chains);
    }
}
