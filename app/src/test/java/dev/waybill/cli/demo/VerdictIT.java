package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.stack.StackOptions;
import dev.waybill.cli.stack.StackProcess;
import dev.waybill.cli.stack.StackProgram;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/** Handles that somebody tampered with, at a real Handle service of the local stack. */
final class VerdictIT {
    private static final String DATASET = "21.TEST/dataset";
    private static final String FILE = "21.TEST/file";
    private static final String STRANGER = "21.TEST/stranger";

    @SuppressWarnings("NullAway.Init")
    private static StackProcess stack;

    @SuppressWarnings("NullAway.Init")
    private static HandleClient client;

    private final Verdict verdict = new Verdict(expectation());
    private Set<String> before = Set.of();

    @BeforeAll
    static void start() {
        stack = StackProcess.start(
                StackProgram.find(Optional.empty()),
                new StackOptions(
                        List.of("handle"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("handle", 0),
                        Duration.ofSeconds(60)));
        var settings = DemoSettings.pid(
                Map.of("kafka", "127.0.0.1:1", "handle", stack.endpoints().get("handle"), "stac", "http://127.0.0.1:1"),
                Path.of("unused"));
        client = new HandleClient(settings.settings().handle());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void allIsAsItShouldBe() {
        for (String handle : List.of(DATASET, FILE, STRANGER)) {
            done(client.delete(handle));
        }
        before = HandleList.read(client);
        done(client.put(record(FILE, "url")));
        done(client.put(record(DATASET, "url")));
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        verdict.handles(client, before);

        assertThat(before).hasSize(1);
        assertThat(verdict.differences()).isEmpty();
    }

    @Test
    void aChangedHandle() {
        done(client.put(record(FILE, "another")));

        verdict.handles(client, before);

        assertThat(verdict.differences())
                .containsExactly(
                        FILE + ", 1 URL: expected \"url\", found \"another\"",
                        "handles missing or different: expected 0, found 1");
    }

    @Test
    void aMissingHandle() {
        done(client.delete(DATASET));

        verdict.handles(client, before);

        assertThat(verdict.differences())
                .containsExactly(
                        DATASET + ": there is no such handle",
                        "handles: expected 2, found 1",
                        "handles missing or different: expected 0, found 1");
    }

    @Test
    void aHandleTooMany() {
        done(client.put(record(STRANGER, "url")));

        verdict.handles(client, before);

        assertThat(verdict.differences())
                .containsExactly(
                        "21.TEST/STRANGER: there is such a handle, and nothing asked for it",
                        "handles: expected 2, found 3",
                        "handles nothing asked for: expected 0, found 1");
    }

    private static Expectation expectation() {
        var expectation = Expectation.of(List.of(), Samples.planner());
        expectation.add(new PidPlan.Register("d", List.of(record(FILE, "url")), record(DATASET, "url"), List.of()));
        return expectation;
    }

    private static HandleRecord record(String handle, String url) {
        return new HandleRecord(handle, List.of(new HandleValue(1, "URL", StringNode.valueOf(url))));
    }

    private static void done(CompletionStage<?> answer) {
        answer.toCompletableFuture().join();
    }
}
