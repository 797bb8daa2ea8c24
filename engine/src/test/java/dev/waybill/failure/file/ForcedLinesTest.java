package dev.waybill.failure.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ForcedLinesTest {
    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatAFullDiskHadNoRoomForLeavesNoTornLine() throws IOException, InterruptedException {
        Path file = folder.resolve("lines");

        String said = ChildWithoutRoom.run(file, folder.resolve("output"));

        assertThat(said).isEqualTo("refused refused ");
        assertThat(Files.readAllLines(file)).containsExactly(ChildWithoutRoom.line('a'), ChildWithoutRoom.line('b'));
        ForcedLines.append(file, "next\n".getBytes(US_ASCII));
        assertThat(Files.readAllLines(file)).hasSize(3).last().isEqualTo("next");
    }
}
