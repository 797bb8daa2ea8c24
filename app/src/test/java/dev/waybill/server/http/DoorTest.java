package dev.waybill.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.server.access.Asking;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What every door has, whoever may pass it. */
final class DoorTest {
    private static final Routes SOME = routes -> {
        routes.get("/fine", ctx -> Answers.text(ctx, 200, "fine"));
        routes.get("/defect", ctx -> {
            throw new IllegalArgumentException("a detail of ours");
        });
        routes.get("/wrong", ctx -> {
            throw Refusal.wrong("limit", "x", "a number");
        });
        routes.post("/echo", ctx -> Answers.text(ctx, 200, ctx.body()));
        routes.post("/form", ctx -> Answers.text(ctx, 200, String.valueOf(ctx.formParam("a"))));
    };

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private Asking http;

    @BeforeEach
    void open() throws IOException {
        var settings = DoorSettings.at("127.0.0.1", 0).withLargestBody(1_000).withPatience(Duration.ofMillis(500));
        door = Door.open(settings, ErrorForm.PROBLEM, List.of(SOME));
        http = new Asking(door.uri());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void everyAnswerTellsBrowsersWhatTheyMustNotDo() throws Exception {
        for (String path : List.of("/fine", "/defect", "/nothing")) {
            var headers = http.get(path).headers();

            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'self'", "frame-ancestors 'none'");
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
            assertThat(headers.firstValue("X-Request-Id").orElse("")).hasSize(36);
            assertThat(headers.firstValue("Server")).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsToldOnceByWhoOpensIt() {
        var log = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var said = new ListAppender<ILoggingEvent>();
        said.start();
        var before = log.getLevel();
        log.setLevel(Level.WARN);
        log.addAppender(said);
        int port = door.uri().getPort();
        try {
            assertThatThrownBy(() -> Door.open(DoorSettings.at("127.0.0.1", port), ErrorForm.PROBLEM, List.of(SOME)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("127.0.0.1:" + port + ": the port is taken");
        } finally {
            log.detachAppender(said);
            log.setLevel(before);
        }

        assertThat(said.list).isEmpty();
    }

    @Test
    void aRequestKeepsItsNameUnlessThatIsNone() throws Exception {
        assertThat(http.get("/fine", "X-Request-Id", "a-1").headers().firstValue("X-Request-Id"))
                .hasValue("a-1");
        assertThat(http.get("/fine", "X-Request-Id", "a b<c>").headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(id -> assertThat(id).hasSize(36));
    }

    @Test
    void aDefectOfOursIsNoMistakeOfTheCallers() throws Exception {
        var defect = http.get("/defect");
        var wrong = http.get("/wrong");

        assertThat(defect.statusCode()).isEqualTo(500);
        assertThat(defect.body()).contains("Internal Server Error").doesNotContain("detail of ours");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("limit: expected a number, got x");
        assertThat(wrong.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void largeBodiesAndHeadersAreRefused() throws Exception {
        assertThat(http.send("POST", "/echo", "x".repeat(1_000)).statusCode()).isEqualTo(200);
        assertThat(http.send("POST", "/echo", "x".repeat(1_001)).statusCode()).isEqualTo(413);
        assertThat(http.get("/fine", "X-Long", "x".repeat(20_000)).statusCode()).isEqualTo(431);
    }

    @Test
    void aFormThatIsTooLargeOrIsNoneIsRefused() throws Exception {
        String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n%s\r\n";
        assertThat(form(part.formatted("fine") + "--b--\r\n")).contains(" 200 ").endsWith("fine");
        assertThat(form(part.formatted("x".repeat(1_000)) + "--b--\r\n")).contains(" 413 ");
        assertThat(form(part.formatted("half"))).contains(" 400 ");
    }

    private String form(String body) throws IOException {
        return answered(
                "POST /form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b"
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void whoIsSilentInTheMiddleOfARequestIsLeft() throws Exception {
        assertThat(answered("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Le"))
                .doesNotContain(" 200 ");
        assertThat(answered("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf"))
                .doesNotContain(" 200 ");
        assertThat(http.get("/fine").statusCode()).isEqualTo(200);
    }

    /** What comes until the server closes the connection. */
    private String answered(String begin) throws IOException {
        try (var socket = new Socket(door.uri().getHost(), door.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(begin.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThatThrownBy(() ->
                        Door.open(DoorSettings.at("127.0.0.1", door.uri().getPort()), ErrorForm.PROBLEM, List.of(SOME)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Integer.toString(door.uri().getPort()));
    }
}
