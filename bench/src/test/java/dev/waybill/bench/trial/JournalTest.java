package dev.waybill.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    @Test
    void tellsWhatCameFromWhatCameAgain() throws Exception {
        var written = Journal.open(folder.resolve("journal"), 2, 10);
        written.note(0, 3);
        written.note(0, 7);
        written.note(1, 3);
        written.note(1, 3);

        var read = Journal.open(folder.resolve("journal"), 2, 10);

        assertThat(read.handled()).isEqualTo(3);
        assertThat(read.repeated()).isEqualTo(1);
        assertThat(read.missingBelow(0, 8)).isEqualTo(6);
    }
}
