package dev.waybill.local.girder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultsTest {
    private GirderService service;
    private Caller caller;
    private String collection;

    @BeforeEach
    void start() throws Exception {
        service = GirderService.start(GirderServiceSettings.defaults().withMinimumChunk(4));
        caller = Caller.administrator(service);
        collection = caller.collection("c");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void areSetShownAndClearedOverHttp() throws Exception {
        assertThat(caller.fault("PUT", "/faults", "{\"down\":true,\"cut\":2}").text())
                .contains("\"cut\":2", "\"down\":1", "\"status\":500");
        assertThatThrownBy(() -> caller.send("GET", "system/version")).isInstanceOf(IOException.class);

        caller.fault("DELETE", "/faults", "");
        assertThat(caller.send("GET", "system/version").status()).isEqualTo(200);
        assertThat(caller.fault("PUT", "/faults", "{\"dwon\":true}").message())
                .startsWith("400 no such switch \"dwon\"");
        assertThat(caller.fault("PUT", "/faults", "{\"fail\":120}").message())
                .isEqualTo("400 fail: expected 0 to 100, got 120");
        assertThat(caller.fault("PUT", "/faults", "nonsense").message()).isEqualTo("400 the body is no JSON");
        assertThat(caller.fault("GET", "/faults/log", "")
                        .json()
                        .path("requests")
                        .toString())
                .contains("\"POST collection\"")
                .doesNotContain(service.apiKey());
    }

    @Test
    void aChunkThatIsCutKeepsWhatCameAndTheOffsetSaysSo() throws Exception {
        String folder = caller.folder(collection, "f");
        String upload = caller.send("POST", "file?parentType=folder&parentId=" + folder + "&name=a&size=8")
                .id();
        String chunk = "file/chunk?uploadId=" + upload + "&offset=";
        service.faults(Faults.NONE.with(Switch.CUT, 1));

        assertThatThrownBy(() -> caller.send("POST", chunk + 0, new byte[8])).isInstanceOf(IOException.class);
        assertThat(caller.send("POST", chunk + 4, new byte[4]).message())
                .isEqualTo("400 Server has received 0 bytes, but client sent offset 4.");
        assertThat(caller.send("GET", "file/offset?uploadId=" + upload).text()).isEqualTo("{\"offset\":4}");
        assertThat(caller.send("POST", chunk + 4, new byte[4])
                        .json()
                        .path("size")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void tokensServeAsOftenAsToldAndThenNoMore() throws Exception {
        service.faults(Faults.NONE.with(Switch.EXPIRE, 2));
        var fresh = Caller.administrator(service);

        assertThat(fresh.send("GET", "user/me").text()).contains("login");
        assertThat(fresh.send("GET", "user/me").text()).contains("login");
        assertThat(fresh.send("GET", "user/me").text()).isEqualTo("null");

        service.faults(Faults.NONE);
        assertThat(fresh.send("GET", "user/me").text()).isEqualTo("null");
        service.expireTokens();
        assertThat(caller.send("GET", "user/me").text()).isEqualTo("null");
    }

    @Test
    void whoRacesMakesTwins() throws Exception {
        service.faults(Faults.NONE.with(Switch.RACE, 200));

        assertThat(foldersMadeAtOnce(4)).hasSizeGreaterThan(1);
    }

    @Test
    void lostAppliesAndKeepsSilent() throws Exception {
        service.faults(Faults.NONE.with(Switch.LOST, 100));
        assertThatThrownBy(() -> caller.folder(collection, "f")).isInstanceOf(IOException.class);

        service.faults(Faults.NONE);
        assertThat(caller.send("GET", "folder?parentType=collection&parentId=" + collection)
                        .json()
                        .findValuesAsString("name"))
                .containsExactly("f");
    }

    @Test
    void failAnswersWithTheStatusThatWasSetAndAppliesNothing() throws Exception {
        service.faults(
                Faults.NONE.with(Switch.FAIL, 100).with(Switch.STATUS, 429).with(Switch.RETRY_AFTER, 3));
        Caller.Reply reply = caller.send("POST", "collection?name=d");

        service.faults(Faults.NONE);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.response().headers().firstValue("Retry-After")).contains("3");
        assertThat(caller.send("GET", "collection").json()).hasSize(1);
    }

    @Test
    void aFullStoreBeginsNoUpload() throws Exception {
        String folder = caller.folder(collection, "f");
        service.faults(Faults.NONE.with(Switch.FULL, 1));

        assertThat(caller.send("POST", "file?parentType=folder&parentId=" + folder + "&name=a&size=8")
                        .message())
                .isEqualTo("400 Assetstore is unavailable or has insufficient free space.");
    }

    private Set<String> foldersMadeAtOnce(int callers) throws Exception {
        var pool = Executors.newFixedThreadPool(callers);
        try {
            Callable<String> make = () -> caller.send(
                            "POST",
                            "folder?parentType=collection&parentId=" + collection + "&name=f&reuseExisting=true")
                    .id();
            var ids = new HashSet<String>();
            for (Future<String> made :
                    pool.invokeAll(Stream.generate(() -> make).limit(callers).toList())) {
                ids.add(made.get());
            }
            return ids;
        } finally {
            pool.shutdownNow();
        }
    }
}
