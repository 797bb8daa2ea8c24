package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.cli.error.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoryFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatADemoLeftIsEmptied() throws IOException {
        StoryFolder.prepare(folder.resolve("a/b"));
        Files.createDirectories(folder.resolve("a/b/failures/r0"));
        Files.writeString(folder.resolve("a/b/failures/r0/x.jsonl"), "{}");

        StoryFolder.prepare(folder.resolve("a/b"));

        assertThat(folder.resolve("a/b")).isDirectoryNotContaining("glob:**/failures");
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() throws IOException {
        Path theirs = Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> StoryFolder.prepare(folder))
                .isInstanceOf(CommandException.class)
                .hasMessage("is there, and no demo made it");
        assertThat(theirs).hasContent("years of work");
    }
}
