package dev.waybill.metrics;

import dev.waybill.delivery.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** Puts a stopwatch around each step. Immutable. */
final class MeteredStages {
    private final MeterRegistry registry;
    private final String pipeline;

    MeteredStages(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.pipeline = pipeline;
    }

    List<Stage> around(List<Stage> stages) {
        var metered = new ArrayList<Stage>();
        for (int i = 0; i < stages.size(); i++) {
            var meters = i == stages.size() - 1
                    ? StageMeters.ofSink(registry, pipeline)
                    : StageMeters.ofStep(registry, pipeline, i + 1);
            metered.add(around(stages.get(i), meters));
        }
        return metered;
    }

    private static Stage around(Stage stage, StageMeters meters) {
        if (stage instanceof Stage.Now now) {
            return new Stage.Now(value -> {
                long start = meters.start();
                try {
                    Object result = now.step().apply(value);
                    meters.ended(start, result);
                    return result;
                } catch (Throwable t) {
                    meters.failed(start, t);
                    throw t;
                }
            });
        }
        if (stage instanceof Stage.Later later) {
            return new Stage.Later(value -> {
                long start = meters.start();
                try {
                    var result = later.step().apply(value);
                    result.whenComplete((late, thrown) -> {
                        if (thrown == null) {
                            meters.ended(start, late);
                        } else {
                            meters.failed(start, thrown);
                        }
                    });
                    return result;
                } catch (Throwable t) {
                    meters.failed(start, t);
                    throw t;
                }
            });
        }
        return stage;
    }
}
