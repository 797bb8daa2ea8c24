package dev.waybill.pid.stac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.stac.StacHttp.Answer;
import dev.waybill.pid.stac.StacHttp.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundedStacHttpTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/echo", exchange -> {
            var body = exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "3");
            exchange.sendResponseHeaders(429, body.length());
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void getsWithoutABodyAndPostsWithOne() {
        assertThat(ask("/echo", Optional.empty())).isEqualTo(new Answer(429, Optional.of("3"), "GET "));
        assertThat(ask("/echo", Optional.of("{}"))).isEqualTo(new Answer(429, Optional.of("3"), "POST {}"));
    }

    @Test
    void followsNoRedirect() {
        assertThat(ask("/elsewhere", Optional.empty()).status()).isEqualTo(302);
    }

    @Test
    void givesUpAnAnswerThatDoesNotEnd() {
        var http = new BoundedStacHttp(ofMillis(300));

        assertThatThrownBy(() -> http.exchange(new Question(uri("/endless"), Optional.empty()))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("300 ms");
    }

    private Answer ask(String path, Optional<String> body) {
        return new BoundedStacHttp(ofSeconds(10))
                .exchange(new Question(uri(path), body))
                .toCompletableFuture()
                .join();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }
}
