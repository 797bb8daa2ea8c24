package dev.waybill.pipeline;

import dev.waybill.delivery.Stage;
import dev.waybill.source.RecordSource;
import java.util.List;

/** Something that watches a pipeline for as long as it runs, and tells others. It cannot fail the run. */
public interface PipelineObserver {
    /** The run of {@code pipeline} begins. What is returned is closed when it is over. */
    AutoCloseable watch(Pipeline pipeline);

    /** Puts something of its own around the steps, the sink last, of the pipeline of that name. */
    default List<Stage> around(String pipeline, List<Stage> stages) {
        return stages;
    }

    /** Puts something of its own around what the pipeline of that name reads from. Called once a run, by its thread. */
    default RecordSource around(String pipeline, RecordSource source) {
        return source;
    }
}
