package dev.waybill.local.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultsTest {
    private static final String VALUE = "{\"index\":1,\"type\":\"T\",\"data\":\"x\"}";
    private static final String HANDLE = "/api/handles/21.TEST/a";

    private HandleService service;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        service = HandleService.start();
        caller = Caller.administrator(service);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void areSetShownAndClearedOverHttp() throws Exception {
        var set = caller.put("/faults", "{\"down\":true,\"slow\":5}");
        assertThat(set.body().path("down").asBoolean()).isTrue();
        assertThatThrownBy(() -> caller.put(HANDLE, VALUE)).isInstanceOf(IOException.class);

        assertThat(caller.send("DELETE", "/faults", "").body().path("down").asBoolean())
                .isFalse();
        assertThat(caller.put(HANDLE, VALUE).codes()).isEqualTo("201/1");
        assertThat(caller.put("/faults", "{\"dwon\":true}").status()).isEqualTo(400);
        assertThat(caller.put("/faults", "{\"fail\":120}").status()).isEqualTo(400);
    }

    @Test
    void downAppliesNothing() throws Exception {
        service.faults(Faults.isDown());
        assertThatThrownBy(() -> caller.put(HANDLE, VALUE)).isInstanceOf(IOException.class);

        service.faults(Faults.NONE);
        assertThat(caller.get(HANDLE).codes()).isEqualTo("404/100");
    }

    @Test
    void lostAppliesAndKeepsSilent() throws Exception {
        service.faults(Faults.losing(100));
        assertThatThrownBy(() -> caller.put(HANDLE, VALUE)).isInstanceOf(IOException.class);

        service.faults(Faults.NONE);
        assertThat(caller.get(HANDLE).codes()).isEqualTo("200/1");
    }

    @Test
    void failAnswersWithTheStatusThatWasSet() throws Exception {
        service.faults(Faults.failing(100, 500, OptionalInt.empty()));
        assertThat(caller.put(HANDLE, VALUE).codes()).isEqualTo("500/2");

        service.faults(Faults.failing(100, 429, OptionalInt.of(3)));
        var response = caller.sendAsync("PUT", HANDLE, VALUE).join();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
    }

    @Test
    void failHitsTheShareAskedForAndTheSameRequestsEveryTime() {
        List<FaultSwitches.Fate> first = fates();

        assertThat(first).isEqualTo(fates());
        assertThat(first.stream().filter(f -> f == FaultSwitches.Fate.FAILED).count())
                .isBetween(150L, 250L);
    }

    @Test
    void slowHoldsHundredsOfAnswersBackWithoutAThreadEach() throws Exception {
        service.faults(Faults.slowBy(400));
        var answers = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 300; i++) {
            answers.add(caller.sendAsync("PUT", HANDLE + i, VALUE));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();

        assertThat(service.log().mostUnderWay()).isGreaterThan(100);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(t -> t.getName().startsWith("handle-service"))
                .hasSizeLessThan(10 * 4);
    }

    @Test
    void theLogKeepsTheOrderOfChanges() throws Exception {
        caller.put(HANDLE, VALUE);
        caller.put(HANDLE + "/b", VALUE);
        caller.send("DELETE", HANDLE, "");

        assertThat(caller.get("/faults/log").body().path("requests").toString()).isEqualTo("{\"DELETE\":1,\"PUT\":2}");
        assertThat(service.log().changes())
                .containsExactly(
                        new RequestLog.Change("PUT", "21.TEST/a"),
                        new RequestLog.Change("PUT", "21.TEST/a/b"),
                        new RequestLog.Change("DELETE", "21.TEST/a"));
    }

    private static List<FaultSwitches.Fate> fates() {
        var switches = new FaultSwitches(new java.util.Random(42));
        switches.set(Faults.failing(20, 500, OptionalInt.empty()));
        var fates = new ArrayList<FaultSwitches.Fate>();
        for (int i = 0; i < 1_000; i++) {
            fates.add(switches.next());
        }
        return fates;
    }
}
