package dev.waybill.cli.pid;

import dev.waybill.failure.file.FailureFile;
import java.nio.file.Path;

/** Reads and counts, and does nothing. */
final class CountingReplay implements Replay {
    @Override
    public Result replay(Path file) {
        var source = new FailureFile(file);
        source.forEachRecord(record -> {});
        return new Result(source.records(), source.malformed().size(), source.malformed());
    }
}
