package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code files upload} says before it talks to a broker. */
final class FilesUploadTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String a = "";

    @BeforeEach
    void write() throws IOException {
        a = Files.writeString(folder.resolve("a.dat"), "x").toString();
    }

    @Test
    void aFolderGoesAlone() {
        CommandRun run = CommandRun.of("files", "upload", a, folder.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("error: usage  " + folder + ": a folder among several paths; expected one folder alone,"
                        + " or files\n");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        CommandRun run = CommandRun.of("files", "upload", folder.resolve("none").toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("not-found", "no such file or folder");
    }

    @Test
    void twoFilesOfOneNameCannotBeToldApart() throws IOException {
        Path other = Files.createDirectory(folder.resolve("sub")).resolve("a.dat");
        Files.writeString(other, "y");

        CommandRun run = CommandRun.of("files", "upload", a, other.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("would have the same name as " + a);
    }

    @Test
    void onlyFoldersAreWatched() {
        CommandRun run = CommandRun.of("files", "upload", "--watch", a);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("a file cannot be watched");
    }

    @Test
    void wrongValuesAreUsage() {
        assertThat(usage("--chunk-size", "0")).contains("chunk size from 1");
        assertThat(usage("--n-threads", "0")).contains("1 thread or more");
        assertThat(usage("--topic", "../x")).contains("topic name", "got \"../x\"");
        assertThat(usage("--legacy-fields", "8")).contains("got 8; expected 9");
        assertThat(usage("--registry", folder.toString())).contains("--registry: is the folder itself");
        assertThat(usage("--upload-regex", "(")).contains("--upload-regex: got \"(\"");
        assertThat(usage("--update-seconds", "0")).contains("got 0; expected a number of seconds, 1 or more, or -1");
        assertThat(usage("--log-topic-name", "logs")).contains("logs are not sent to a topic", "--heartbeat-topic");
        assertThat(usage("--watchdog-lag-time", "-1")).contains("got -1.0; expected seconds, 0 or more");
    }

    @Test
    void bothSpellingsAreTakenAndMeanTheSame() {
        assertThat(usage("--chunk_size", "0")).contains("chunk size from 1");
        assertThat(usage("--topic_name", "../x")).contains("got \"../x\"");
        assertThat(usage("--upload_regex", "(")).contains("got \"(\"");
    }

    @Test
    void aBrokerThatIsAwayIsUnreachable() {
        CommandRun run = CommandRun.of(
                "files",
                "upload",
                a,
                "--bootstrap-server",
                "127.0.0.1:1",
                "--update_seconds",
                "3",
                "--log_interval_secs",
                "60",
                "--heartbeat_topic_name",
                "hb");

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).contains("error: unreachable  127.0.0.1:1");
    }

    private String usage(String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "files";
        args[1] = "upload";
        args[2] = folder.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.exit()).isEqualTo(2);
        return run.err();
    }
}
