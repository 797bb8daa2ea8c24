package dev.waybill.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.failure.FailureClass;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusClassTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final StatusClass classes = new StatusClass(() -> NOW);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200, '',  -",
                "204, '',  -",
                "301, '',  MISCONFIGURED",
                "400, '',  POISON",
                "401, '',  MISCONFIGURED",
                "403, '',  MISCONFIGURED",
                "404, '',  MISCONFIGURED",
                "405, '',  MISCONFIGURED",
                "408, '',  TRANSIENT",
                "409, '',  POISON",
                "410, '',  MISCONFIGURED",
                "412, '',  POISON",
                "413, '',  POISON",
                "414, '',  POISON",
                "415, '',  MISCONFIGURED",
                "418, '',  MISCONFIGURED",
                "422, '',  POISON",
                "423, '',  TRANSIENT",
                "425, '',  TRANSIENT",
                "429, '',  THROTTLED",
                "429, '7', THROTTLED",
                "500, '',  TRANSIENT",
                "500, '7', TRANSIENT",
                "502, '',  TRANSIENT",
                "503, '',  TRANSIENT",
                "503, '7', THROTTLED",
                "503, 'soon', TRANSIENT",
                "504, '',  TRANSIENT",
            })
    void statusDecidesTheClass(int status, String retryAfter, String expected) {
        assertThat(classes.of(new Received(status, retryAfter)))
                .isEqualTo(Optional.ofNullable(expected).map(FailureClass::valueOf));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "0 | 0",
                "Thu, 01 Jan 2026 00:01:30 GMT | 90",
                "Wed, 31 Dec 2025 00:00:00 GMT | 0",
            })
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        assertThat(classes.retryAfter(new Received(429, header))).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void aFailureCarriesThePaceAskedFor() {
        var failure = classes.failure(FailureClass.THROTTLED, "slow down", new Received(429, "7"))
                .failure();

        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure.reason()).isEqualTo("slow down");
    }

    /** An answer with nothing but a status and a Retry-After header. */
    private record Received(int statusCode, String retryAfter) implements HttpResponse<String> {
        @Override
        public HttpHeaders headers() {
            Map<String, List<String>> headers =
                    retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", List.of(retryAfter));
            return HttpHeaders.of(headers, (name, value) -> true);
        }

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public String body() {
            return "";
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return URI.create("http://localhost/");
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
