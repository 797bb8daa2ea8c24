package dev.waybill.pipeline;

import dev.waybill.source.RecordSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who watch one run. Used by the thread that runs it; what they throw is logged and harms nothing else. */
final class Observers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Observers.class);

    private final Deque<AutoCloseable> watching = new ArrayDeque<>();

    /** {@code source} as they see it. */
    static RecordSource around(String pipeline, RecordSource source, List<PipelineObserver> observers) {
        var seen = source;
        for (var observer : observers) {
            seen = observer.around(pipeline, seen);
        }
        return seen;
    }

    static Observers watch(Pipeline pipeline, List<PipelineObserver> observers) {
        var watching = new Observers();
        for (var observer : observers) {
            try {
                watching.watching.push(observer.watch(pipeline));
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("pipeline", pipeline.name())
                        .addKeyValue("error", e.toString())
                        .log("an observer cannot watch; the pipeline runs without it");
            }
        }
        return watching;
    }

    @Override
    public void close() {
        for (var one : watching) {
            try {
                one.close();
            } catch (Exception e) {
                log.atWarn().addKeyValue("error", e.toString()).log("an observer did not end cleanly");
            }
        }
    }
}
