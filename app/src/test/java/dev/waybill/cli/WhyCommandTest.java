package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "https://example.org", "http://", "http://user@host:1"})
    void anAddressThatIsNoneIsRefused(String url) {
        CommandRun run = CommandRun.of("why", "--url", url);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--url", '"' + url + '"', "expected an address such as http://127.0.0.1:8077");
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
