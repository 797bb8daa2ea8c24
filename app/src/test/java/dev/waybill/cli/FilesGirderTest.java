package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code files girder} says before it talks to a broker. */
final class FilesGirderTest {
    private static final String URL = "http://127.0.0.1:9/api/v1";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static CommandRun girder(String... more) {
        return girder(Map.of(), more);
    }

    private static CommandRun girder(Map<String, String> environment, String... more) {
        var arguments = new ArrayList<>(List.of("files", "girder"));
        arguments.addAll(List.of(more));
        return CommandRun.with(environment, arguments.toArray(String[]::new));
    }

    @Test
    void withoutAKeyItSaysWhereOneMayBe() {
        CommandRun run = girder(URL);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no API key", "WAYBILL_GIRDER_API_KEY", "--girder-api-key-file");
    }

    @Test
    void theKeyMayComeFromTheEnvironmentOrAFileAndIsNeverShown() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "secret-of-the-file\n");
        String nobody = "http://127.0.0.1:" + freePort() + "/api/v1";

        CommandRun fromVariable = girder(Map.of("WAYBILL_GIRDER_API_KEY", "secret-of-the-variable"), nobody);
        CommandRun fromFile = girder(nobody, "--girder_api_key_file", file.toString());

        assertThat(fromVariable.exit()).isEqualTo(9);
        assertThat(fromFile.exit()).isEqualTo(9);
        assertThat(fromVariable.err() + fromFile.err())
                .contains("unreachable  Girder")
                .doesNotContain("secret-of");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void whatIsWrongIsNamedWithWhatWouldBeRight() {
        assertThat(girder("girder.example.org", "key").err())
                .contains("got \"girder.example.org\"", "expected for example");
        assertThat(girder(URL, "key", "--metadata", "{lab").err())
                .contains("--metadata: got \"{lab\"", "a JSON object");
        assertThat(girder(URL, "key", "--metadata", "[1]").err()).contains("expected a JSON object");
        assertThat(girder(URL, "key", "--mode", "tape").err()).contains("--mode", "tape");
        assertThat(girder(URL, "key", "--n_threads", "x").exit()).isEqualTo(2);
        assertThat(girder(URL, "key", "--update_seconds", "-2").err()).contains("--update-seconds: got -2");
        assertThat(girder(URL, "key", "--log_topic_name", "logs").err()).contains("logs are not sent to a topic");
    }

    @Test
    void withoutAReceiversFolderThereIsNothingToList() {
        CommandRun run = CommandRun.of("files", "list", "--output-dir", folder.toString());

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("no such folder", "--output-dir");
    }
}
