package dev.waybill.cli.pid;

import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.Standing;
import dev.waybill.failure.file.FileFailureLog;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads and counts, and does nothing.
 *
 * @param failures where the marks are of files that lie in no failure folder
 */
record CountingReplay(Path failures) implements Replay {
    @Override
    public Result replay(Path file) throws IOException {
        var waiting = FileFailureLog.of(file, failures).summary(FailureFilter.ALL.withStanding(Standing.WAITING));
        return new Result(waiting.count(), waiting.damaged().size(), waiting.damaged());
    }
}
