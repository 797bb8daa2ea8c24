package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.health.HealthServer;
import dev.waybill.server.presence.Presence;
import dev.waybill.server.presence.PresenceFolder;
import dev.waybill.server.presence.ThisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyCommandTest {
    @Test
    void aProcessThatDoesNotAnswerIsUnreachable() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        CommandRun run = CommandRun.of("why", "--url", "http://127.0.0.1:" + nobody);

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.err()).contains("http://127.0.0.1:" + nobody, "--http", "next: waybill why --group");
    }

    @Test
    void whatTheProcessAnswersCannotReachTheTerminal() throws IOException {
        byte[] answer = "pid: \u001b[31mred\n".getBytes(StandardCharsets.UTF_8);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/why", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();

            CommandRun run = CommandRun.with(Map.of("WAYBILL_URL", url), "why");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo("pid: \\u001b[31mred\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whereOneRunsItIsAskedAndWhereSeveralDoTheyAreListed(@TempDir Path folder) throws Exception {
        var present = new PresenceFolder(folder);
        var environment = Map.of("WAYBILL_RUN_DIR", folder.toString());
        try (var first = HealthServer.open(0, HealthServer.Content.PLAIN);
                var one = present.announce(presence(first.uri()))) {
            assertThat(one).isNotNull();
            assertThat(CommandRun.with(environment, "why").err())
                    .contains(first.uri().toString(), "503");

            try (var second = HealthServer.open(0, HealthServer.Content.PLAIN);
                    var other = present.announce(presence(second.uri()))) {
                assertThat(other).isNotNull();
                CommandRun run = CommandRun.with(environment, "why");

                assertThat(run.exit()).isEqualTo(2);
                assertThat(run.err())
                        .contains(first.uri().toString(), second.uri().toString())
                        .contains("2 pipelines run here", "next: waybill why --url http://127.0.0.1:");
            }
        }
    }

    private static Presence presence(URI uri) {
        return ThisProcess.at(uri, "orders", Optional.empty(), "streams", Optional.empty(), text -> text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://example.org", "http://", "http://host:1/path"})
    void anAddressThatIsNoneIsRefused(String url) {
        CommandRun run = CommandRun.of("why", "--url", url);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--url", '"' + url + '"', "expected an address such as http://127.0.0.1:8077");
    }

    @Test
    void aUserInAnAddressIsRefusedAndNotShown() {
        CommandRun run = CommandRun.of("why", "--url", "http://user@host:1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--url").doesNotContain("user");
    }

    @Test
    void brokersAreHostAndPort() {
        CommandRun run = CommandRun.of("why", "--group", "g", "--bootstrap-server", "nowhere");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--bootstrap-server", "\"nowhere\"", "expected host:port");
    }

    @Test
    void eitherAProcessOrAGroupIsAsked() {
        assertThat(CommandRun.of("why", "--group", "g", "--url", "http://127.0.0.1:1")
                        .exit())
                .isEqualTo(2);
    }
}
