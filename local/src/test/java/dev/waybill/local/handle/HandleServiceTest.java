package dev.waybill.local.handle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HandleServiceTest {
    private static final String VALUES =
            "[{'index':1,'type':'URL','data':'http://x'},{'index':2,'type':'LOC.A','data':7},{'index':3,'type':'LOC.B','data':'b'}]"
                    .replace('\'', '"');

    private HandleService service;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        var other = new HandleUser(300, "22.OTHER/user", "otherpass", List.of("22.OTHER"));
        var settings = HandleServiceSettings.defaults();
        service = HandleService.start(settings.withPrefixes(List.of("21.TEST", "22.OTHER"))
                .withUsers(List.of(settings.users().get(0), other)));
        caller = Caller.administrator(service);
        caller.put("/api/handles/21.TEST/there", VALUES);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    21.TEST/there, 200/1",
        "GET,    21.test/there, 200/1",
        "GET,    21.TEST/There, 404/100",
        "GET,    21.TEST/absent, 404/100",
        "GET,    21.TEST/there?index=9, 200/200",
        "GET,    21.TEST/there?index=x, 400/4",
        "GET,    21.TEST, 400/102",
        "GET,    21.TEST/, 400/102",
        "GET,    21.TEST/%ff, 400/102",
        "GET,    99.FOREIGN/a, 400/301",
        "GET,    0.NA/21.TEST, 200/1",
        "PUT,    21.TEST/new, 201/1",
        "PUT,    21.TEST/a/b%20c%2Fd, 201/1",
        "PUT,    21.TEST/there, 200/1",
        "PUT,    21.TEST/there?overwrite=true, 200/1",
        "PUT,    21.TEST/there?overwrite=false, 409/101",
        "PUT,    21.TEST/new?overwrite=false, 201/1",
        "PUT,    21.TEST/there?index=1&index=2&index=3, 200/1",
        "PUT,    21.TEST/there?index=1, 400/202",
        "PUT,    21.TEST/there?index=various, 200/1",
        "PUT,    21.TEST/there?index=various&overwrite=false, 409/201",
        "PUT,    21.TEST/absent?index=various, 404/100",
        "PUT,    99.FOREIGN/a, 400/301",
        "PUT,    22.OTHER/a, 403/401",
        "PUT,    21.TEST, 400/102",
        "PUT,    21.TEST?mintNewSuffix=true, 201/1",
        "DELETE, 21.TEST/there, 200/1",
        "DELETE, 21.TEST/absent, 404/100",
        "DELETE, 21.TEST/there?index=2, 200/1",
        "DELETE, 21.TEST/there?index=9, 400/200",
        "DELETE, 21.TEST/there?index=various, 400/4",
        "POST,   21.TEST/there, 405/5",
    })
    void answersWithStatusAndCode(String method, String handle, String expected) throws Exception {
        assertThat(caller.send(method, "/api/handles/" + handle, VALUES).codes())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                        -,         401/402",
                "300%3A21.TEST/testuser,   testpass,  201/1",
                "300%3A21.test/testuser,   testpass,  201/1",
                "300%3A21.TEST%2Ftestuser, testpass,  201/1",
                "300:21.TEST/testuser,     testpass,  403/404",
                "300%3A21.TEST/testuser,   wrong,     403/403",
                "300%3A21.TEST/nobody,     testpass,  403/400",
                "301%3A21.TEST/testuser,   testpass,  403/400",
                "testuser,                 testpass,  403/404",
                "300%3A22.OTHER/user,      otherpass, 403/401",
            })
    void writesNeedTheRightCredentials(String user, String password, String expected) throws Exception {
        var someone = new Caller(service.uri(), user == null ? "" : user, password == null ? "" : password);

        assertThat(someone.put("/api/handles/21.TEST/new", VALUES).codes()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 3",
        "?index=1, 1",
        "?index=1&index=3, 2",
        "?type=URL, 1",
        "?type=url, 0",
        "?type=LOC., 2",
        "?type=LOC, 0",
        "?type=URL&index=2, 2",
        "?auth=true, 3",
    })
    void readsTheValuesAskedFor(String query, int expected) throws Exception {
        assertThat(caller.get("/api/handles/21.TEST/there" + query).body().path("values"))
                .hasSize(expected);
    }

    @Test
    void hidesSecretsFromStrangers() throws Exception {
        String user = "/api/handles/21.TEST/testuser";

        assertThat(Caller.anonymous(service).get(user).body().toString()).doesNotContain("testpass");
        assertThat(Caller.anonymous(service).get(user + "?publicOnly=false").codes())
                .isEqualTo("401/402");
        assertThat(caller.get(user + "?publicOnly=true").body().toString()).doesNotContain("testpass");
        assertThat(caller.get(user).body().toString()).contains("testpass");
    }

    @Test
    void readsBackWhatWasWritten() throws Exception {
        var reply = caller.get("/api/handles/21.TEST/there");

        assertThat(reply.body().path("handle").asString()).isEqualTo("21.TEST/there");
        assertThat(reply.body().path("values").path(1).path("data").toString())
                .isEqualTo("{\"format\":\"string\",\"value\":\"7\"}");
        assertThat(reply.body().path("values").path(1).path("ttl").asInt()).isEqualTo(86_400);
        assertThat(reply.body().path("values").path(1).path("timestamp").asString())
                .matches("[0-9-]{10}T[0-9:]{8}Z");
    }

    @Test
    void replacesTheWholeRecordOrSingleValues() throws Exception {
        String one = "{\"values\":[{\"index\":2,\"type\":\"LOC.A\",\"data\":\"new\"}]}";

        caller.put("/api/handles/21.TEST/there?index=2", one);
        assertThat(caller.get("/api/handles/21.TEST/there").body().path("values"))
                .hasSize(3)
                .anyMatch(v -> v.path("data").path("value").asString().equals("new"));

        caller.put("/api/handles/21.TEST/there", one);
        assertThat(caller.get("/api/handles/21.TEST/there").body().path("values"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 400/202",
                "'{\"values\":[]}' | 400/202",
                "'{\"index\":1,\"type\":\"T\",\"data\":\"x\"}' | 201/1",
                "'{\"values\":[{\"index\":1,\"type\":\"T\",\"data\":\"x\"}]}' | 201/1",
                "'[null]' | 400/202",
                "'[{\"index\":1,\"type\":\"T\",\"data\":\"x\"},{\"index\":1,\"type\":\"U\",\"data\":\"x\"}]' | 400/202",
                "'[{\"index\":0,\"type\":\"T\",\"data\":\"x\"}]' | 400/202",
                "'[{\"index\":1,\"type\":\"T\",\"data\":{\"value\":\"x\"}}]' | 400/202",
                "'not json' | 400/4",
                "'\"text\"' | 400/202",
            })
    void takesTheBodyForms(String body, String expected) throws Exception {
        assertThat(caller.put("/api/handles/21.TEST/new", body).codes()).isEqualTo(expected);
    }

    @Test
    void listsHandlesByPage() throws Exception {
        caller.put("/api/handles/21.TEST/zz", VALUES);

        var all = caller.get("/api/handles?prefix=21.test").body();
        var second = caller.get("/api/handles?prefix=21.TEST&page=1&pageSize=2").body();

        assertThat(all.path("handles"))
                .extracting(h -> h.asString())
                .containsExactly("21.TEST/testuser", "21.TEST/there", "21.TEST/zz");
        assertThat(second.path("totalCount").asInt()).isEqualTo(3);
        assertThat(second.path("handles")).extracting(h -> h.asString()).containsExactly("21.TEST/zz");
        assertThat(caller.get("/api/handles").codes()).isEqualTo("400/4");
        assertThat(caller.get("/api/handles?prefix=99.FOREIGN").codes()).isEqualTo("400/301");
        assertThat(Caller.anonymous(service).get("/api/handles?prefix=21.TEST").codes())
                .isEqualTo("401/402");
    }

    @Test
    void mintsSuffixes() throws Exception {
        String first = minted();
        String second = minted();

        assertThat(first).startsWith("21.TEST/part-").isNotEqualTo(second);
    }

    @Test
    void refusesWhatNoMessageCanCarry() throws Exception {
        String largest = "[{\"index\":1,\"type\":\"T\",\"data\":\"" + "x".repeat(262_144 - 75) + "\"}]";
        String tooLarge = largest.replace("\"xx", "\"xxx");
        String name = "/api/handles/21.TEST/four";

        assertThat(caller.put(name, largest).codes()).isEqualTo("201/1");
        assertThat(caller.put(name, tooLarge).codes()).isEqualTo("400/4");
        assertThat(caller.put(name, values(2_048)).codes()).isEqualTo("200/1");
        assertThat(caller.put(name, values(2_049)).codes()).isEqualTo("400/4");
        assertThat(caller.put("/api/handles/21.TEST/" + "x".repeat(2_041), VALUES)
                        .codes())
                .isEqualTo("400/102");
    }

    private String minted() throws IOException, InterruptedException {
        return caller.put("/api/handles/21.TEST/part-?mintNewSuffix=true", VALUES)
                .body()
                .path("handle")
                .asString();
    }

    private static String values(int count) {
        var array = Json.MAPPER.createArrayNode();
        for (int i = 1; i <= count; i++) {
            array.addObject().put("index", i).put("type", "T").put("data", "x");
        }
        return array.toString();
    }
}
