package dev.waybill.cli.pid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One way to run the events of a failure file again. */
public interface Replay {
    /**
     * What became of one file.
     *
     * @param failed events that did not arrive, and lines that are no events
     * @param problems a message for each line that is no event
     */
    record Result(long arrived, long failed, List<String> problems) {
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Runs what is in {@code file} and has neither arrived nor been parked anew since. */
    Result replay(Path file) throws IOException, InterruptedException;
}
