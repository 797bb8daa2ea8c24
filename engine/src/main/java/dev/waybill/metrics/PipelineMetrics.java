package dev.waybill.metrics;

import dev.waybill.delivery.Stage;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import dev.waybill.source.RecordSource;
import dev.waybill.why.Why;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a pipeline, for as long as it runs. One instance observes one pipeline.
 *
 * <p>A pipeline without this object measures nothing: its steps run as they are. With it, each step's time and outcome are
 * taken on the thread that runs it, and those of commits and rebalances on the loop's; everything else is read from a snapshot, at most once a second, when a registry looks.
 *
 * <p>Thread-safe.
 */
public final class PipelineMetrics implements PipelineObserver {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final MeterRegistry registry;
    private final UnaryOperator<Why> complete;
    private volatile @Nullable PipelineMeters meters;

    private PipelineMetrics(MeterRegistry registry, UnaryOperator<Why> complete) {
        this.registry = registry;
        this.complete = complete;
    }

    /** Meters in {@code registry}. */
    public static PipelineMetrics in(MeterRegistry registry) {
        return new PipelineMetrics(registry, why -> why);
    }

    /**
     * The same with more than the pipeline knows.
     *
     * @param complete adds, for example, what brokers know of retention
     */
    public PipelineMetrics completedBy(UnaryOperator<Why> complete) {
        return new PipelineMetrics(registry, complete);
    }

    @Override
    public AutoCloseable watch(Pipeline pipeline) {
        var opened = new PipelineMeters(registry, pipeline, new LatestWhy(pipeline, complete, FRESH));
        meters = opened;
        return opened;
    }

    @Override
    public List<Stage> around(String pipeline, List<Stage> stages) {
        return new MeteredStages(registry, pipeline).around(stages);
    }

    @Override
    public RecordSource around(String pipeline, RecordSource source) {
        return new MeteredSource(source, new SourceMeters(registry, pipeline));
    }

    /** Takes a new snapshot, so that what is read next is of now, and partitions that came since are there. */
    public void refresh() {
        var opened = meters;
        if (opened != null) {
            opened.refresh();
        }
    }
}
