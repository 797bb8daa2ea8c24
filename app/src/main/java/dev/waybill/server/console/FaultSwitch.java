package dev.waybill.server.console;

import dev.waybill.server.http.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The fault switches of one service of the local stack. Thread-safe. */
record FaultSwitch(URI service) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Where its switches are. */
    static URI address(URI service) {
        return URI.create(service.getScheme() + "://" + service.getHost() + ":" + service.getPort() + "/faults");
    }

    /** What is wrong with it now. */
    Fault now() {
        try {
            var answer = send(HttpRequest.newBuilder(address(service)).GET());
            return answer.statusCode() == 200 ? Fault.in(JsonMapper.shared().readTree(answer.body())) : Fault.NO_SWITCH;
        } catch (IOException e) {
            return Fault.AWAY;
        } catch (JacksonException e) {
            return Fault.NO_SWITCH;
        }
    }

    void turn(Fault fault) {
        var request = HttpRequest.newBuilder(address(service));
        try {
            var answer =
                    send(fault == Fault.NONE ? request.DELETE() : request.PUT(BodyPublishers.ofString(fault.json())));
            if (answer.statusCode() != 200) {
                throw Refusal.of(503, service + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            throw Refusal.of(503, service + " does not answer");
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
