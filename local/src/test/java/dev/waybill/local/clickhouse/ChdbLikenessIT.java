package dev.waybill.local.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.local.clickhouse.chdb.ChdbProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That what the stand-in is held against is what the engine of ClickHouse answers. */
@Timeout(600)
final class ChdbLikenessIT {
    @TempDir
    Path directory;

    @Test
    void theRealEngineAnswersWhatIsWrittenDownAndKeepsItThroughAKill() throws Exception {
        try (ChdbProcess process = start()) {
            var asker = new Asker(process.uri());

            assertThat(Likeness.differences(asker)).isEmpty();
            assertThat(asker.get("?query=DROP+TABLE+purchases").shown()).isEqualTo("! 164\n");
            assertThat(asker.get("?query=SELECT+1&nope=1").shown()).isEqualTo("! 115\n");
            process.kill();
        }

        try (ChdbProcess process = start()) {
            assertThat(new Asker(process.uri())
                            .ask("SELECT count() FROM purchases")
                            .text())
                    .isEqualTo("2\n");
        }
    }

    private ChdbProcess start() {
        try {
            return ChdbProcess.start(0, Optional.of(directory.resolve("data")));
        } catch (IOException e) {
            return abort("not run: " + e.getMessage());
        }
    }
}
