package dev.waybill.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.Routes;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door with a few routes, and who gets through. */
final class AccessTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;

    @SuppressWarnings("NullAway.Init")
    private Access access;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @SuppressWarnings("NullAway.Init")
    private Asking http;

    @BeforeEach
    void open() throws IOException {
        access = Access.of(
                new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 5),
                "127.0.0.1",
                clock);
        Routes some = routes -> {
            routes.get("/open", ctx -> Answers.text(ctx, 200, "open"), Role.ANYONE);
            routes.get("/page", ctx -> Answers.text(ctx, 200, access.csrf(ctx)), Role.VIEWER);
            routes.post(
                    "/things/{id}/retry",
                    ctx -> {
                        Audited.say(ctx, "things.retry", Map.of("id", ctx.pathParam("id")), Map.of("changed", 2L));
                        Answers.text(ctx, 200, "retried");
                    },
                    Role.OPERATOR);
            routes.delete("/things/{id}", ctx -> ctx.status(204), Role.OPERATOR);
            routes.post("/uploads", ctx -> ctx.status(202), Role.INGEST);
            routes.get("/forgotten", ctx -> Answers.text(ctx, 200, "a secret"));
        };
        door = Door.open(
                DoorSettings.at("127.0.0.1", 0),
                ErrorForm.PROBLEM,
                List.<Routes>of(access, access.login((to, problem) -> to + " " + problem), some));
        http = new Asking(door.uri());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private String token(String name, Role role) throws IOException {
        return access.tokens()
                .create(name, role, Optional.of(now.plus(Duration.ofDays(1))))
                .secret();
    }

    private HttpResponse<String> get(String path, String secret) throws IOException, InterruptedException {
        return http.get(path, "Authorization", "Bearer " + secret);
    }

    @Test
    void withoutTokensWhoIsHereMayDoEverythingButNoForeignPageMay() throws Exception {
        assertThat(http.send("DELETE", "/things/1", "").statusCode()).isEqualTo(204);
        assertThat(http.send("DELETE", "/things/1", "", "Origin", "http://localhost:3000")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.send("DELETE", "/things/1", "", "Origin", door.uri().toString())
                        .statusCode())
                .isEqualTo(204);
        assertThat(http.send("DELETE", "/things/1", "", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.get("/page", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(raw("GET /page HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
    }

    @Test
    void fromTheFirstTokenOnEverybodyShowsOne() throws Exception {
        String viewer = token("v", Role.VIEWER);

        assertThat(http.get("/page").statusCode()).isEqualTo(401);
        assertThat(http.get("/page").headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"waybill\"");
        assertThat(http.get("/open").statusCode()).isEqualTo(200);
        assertThat(get("/page", viewer).statusCode()).isEqualTo(200);
        assertThat(get("/page", "wb_wrong").statusCode()).isEqualTo(401);
        assertThat(http.get("/page", "Authorization", "Basic dTpw").statusCode())
                .isEqualTo(401);
        assertThat(get("/page", viewer).body()).isEmpty();
    }

    @Test
    void aRouteThatNamesNobodyIsNobodys() throws Exception {
        String admin = token("root", Role.ADMIN);

        var answer = get("/forgotten", admin);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void aTokenOpensNothingOnceItExpiredOrWasRevoked() throws Exception {
        String brief = access.tokens()
                .create("short", Role.ADMIN, Optional.of(now.plusSeconds(60)))
                .secret();
        String revoked = token("gone", Role.ADMIN);
        assertThat(get("/page", brief).statusCode()).isEqualTo(200);
        assertThat(get("/page", revoked).statusCode()).isEqualTo(200);

        now = now.plusSeconds(60);
        Tokens.in(folder.resolve("tokens.json"), clock).revoke("gone"); // as another process does

        assertThat(get("/page", brief).statusCode()).isEqualTo(401);
        assertThat(get("/page", revoked).statusCode()).isEqualTo(401);
    }

    @Test
    void aSiteThatHadTokensStaysClosedWhenTheirFileIsGone() throws Exception {
        token("root", Role.ADMIN);
        assertThat(http.get("/page").statusCode()).isEqualTo(401);

        Files.delete(folder.resolve("tokens.json"));

        assertThat(http.get("/page").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenFileThatOthersMayReadLetsNobodyIn() throws Exception {
        String admin = token("root", Role.ADMIN);
        Path file = folder.resolve("tokens.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setLastModifiedTime(file, FileTime.from(NOON));

        assertThat(get("/page", admin).statusCode()).isEqualTo(500);
        assertThatThrownBy(
                        () -> Access.of(new AccessSettings(file, folder.resolve("audit.jsonl"), 5), "127.0.0.1", clock)
                                .tokens()
                                .all())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void otherMachinesAreNotServedWithoutAToken() throws Exception {
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 5);

        assertThatThrownBy(() -> Access.of(settings, "0.0.0.0", clock)).isInstanceOf(UnguardedException.class);

        access.tokens().create("old", Role.ADMIN, Optional.of(now.plusSeconds(1)));
        now = now.plusSeconds(1);
        assertThatThrownBy(() -> Access.of(settings, "0.0.0.0", clock)).isInstanceOf(UnguardedException.class);

        token("root", Role.ADMIN);
        assertThat(Access.of(settings, "0.0.0.0", clock).isGuarded()).isTrue();
    }

    @Test
    void aBrowserIsSentToThePageLogsInAndIsHeldToItsForms() throws Exception {
        String operator = token("olga", Role.OPERATOR);
        String self = door.uri().toString();
        var first = http.get("/page?x=1", "Accept", "text/html");
        var wrong = http.send(
                "POST", "/login", "token=wb_no&to=/page", "Content-Type", "application/x-www-form-urlencoded");
        var in = http.send(
                "POST",
                "/login",
                "token=" + operator + "&to=//evil.example",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "waybill_session=fixed");
        String set = in.headers().firstValue("Set-Cookie").orElse("");
        String cookie = in.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.contains("Max-Age=43200"))
                .findFirst()
                .orElse(set)
                .replaceFirst(";.*", "");
        String word = http.get("/page", "Cookie", cookie).body();

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).hasValue("/login?to=%2Fpage%3Fx%3D1");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("unknown").doesNotContain("wb_no");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location")).hasValue("/");
        assertThat(in.headers().allValues("Set-Cookie"))
                .anySatisfy(each -> assertThat(each).contains("HttpOnly", "SameSite=Strict", "Path=/"));
        assertThat(cookie).doesNotContain("fixed");
        assertThat(word).hasSize(43);
        assertThat(retry(cookie, "csrf=" + word, "Origin", self)).isEqualTo(200);
        assertThat(retry(cookie, "csrf=" + word, "Sec-Fetch-Site", "same-origin"))
                .isEqualTo(200);
        assertThat(retry(cookie, "csrf=" + word, "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(retry(cookie, "csrf=" + word, "X-Other", "x")).isEqualTo(403);
        assertThat(retry(cookie, "csrf=wrong", "Origin", self)).isEqualTo(403);
        assertThat(retry(cookie, "", "Origin", self)).isEqualTo(403);

        now = now.plus(Duration.ofHours(12));
        assertThat(http.get("/page", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    private int retry(String cookie, String form, String name, String value) throws IOException, InterruptedException {
        return http.send(
                        "POST",
                        "/things/1/retry",
                        form,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Cookie",
                        cookie,
                        name,
                        value)
                .statusCode();
    }

    @Test
    void aSessionEndsWithItsTokenAndWithItsLogout() throws Exception {
        String secret = token("olga", Role.OPERATOR);
        String one = cookie(secret);
        String other = cookie(secret);
        String word = http.get("/page", "Cookie", one).body();

        int out = http.send(
                        "POST",
                        "/logout",
                        "csrf=" + word,
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Cookie",
                        one,
                        "Origin",
                        door.uri().toString())
                .statusCode();

        assertThat(out).isEqualTo(303);
        assertThat(http.get("/page", "Cookie", one).statusCode()).isEqualTo(401);
        assertThat(http.get("/page", "Cookie", other).statusCode()).isEqualTo(200);
        access.tokens().revoke("olga");
        assertThat(http.get("/page", "Cookie", other).statusCode()).isEqualTo(401);
    }

    private String cookie(String secret) throws IOException, InterruptedException {
        var in = http.send(
                "POST", "/login", "token=" + secret + "&to=/", "Content-Type", "application/x-www-form-urlencoded");
        return in.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.contains("Max-Age=43200"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    @Test
    void guessingIsSlowedDownAndSaysForHowLong() throws Exception {
        String viewer = token("v", Role.VIEWER);
        for (int i = 0; i < 10; i++) {
            assertThat(get("/page", "wb_" + i).statusCode()).isEqualTo(401);
        }

        var slowed = get("/page", "wb_10");

        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(get("/page", viewer).statusCode()).isEqualTo(200);
        now = now.plusSeconds(6);
        assertThat(get("/page", "wb_11").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenMayAskOnlySoOften() throws Exception {
        String viewer = token("v", Role.VIEWER);
        for (int i = 0; i < 10; i++) {
            assertThat(get("/page", viewer).statusCode()).isEqualTo(200);
        }

        var refused = get("/page", viewer);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        now = now.plusMillis(200);
        assertThat(get("/page", viewer).statusCode()).isEqualTo(200);
    }

    @Test
    void everyChangeIsWrittenDownWithWhoMadeIt() throws Exception {
        String operator = token("olga", Role.OPERATOR);
        String viewer = token("vera", Role.VIEWER);
        http.send("POST", "/things/7/retry", "", "Authorization", "Bearer " + operator);
        http.send("DELETE", "/things/7", "", "Authorization", "Bearer " + operator);
        http.send("DELETE", "/things/7", "", "Authorization", "Bearer " + viewer);
        http.send("DELETE", "/things/7", "");
        http.send("POST", "/uploads", "", "Authorization", "Bearer " + operator);
        get("/page", viewer);

        var lines = access.audit().last(10);

        assertThat(lines)
                .extracting(AuditLine::actor, AuditLine::action, AuditLine::result)
                .containsExactly(
                        tuple("vera", "DELETE /things/{id}", "refused with 403"),
                        tuple("olga", "DELETE /things/{id}", "done"),
                        tuple("olga", "things.retry", "done"));
        assertThat(lines.get(2).counts()).containsEntry("changed", 2L);
        assertThat(lines.get(2).filter()).containsEntry("id", "7");
        assertThat(lines.get(2).from()).isEqualTo("127.0.0.1");
        Path file = folder.resolve("audit.jsonl");
        assertThat(Files.readString(file)).doesNotContain("wb_");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingIsChangedWhileTheAuditCannotBeWritten() throws Exception {
        Files.createDirectory(folder.resolve("audit.jsonl"));

        assertThat(http.send("POST", "/things/7/retry", "").statusCode()).isEqualTo(503);
        assertThat(http.get("/page").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenIsKeptAsAHashWithTheDayOfItsLastUse() throws Exception {
        String secret = token("v", Role.VIEWER);
        get("/page", secret);

        String kept = Files.readString(folder.resolve("tokens.json"));

        assertThat(secret).matches("wb_[A-Za-z0-9_-]{43}");
        assertThat(kept)
                .doesNotContain(secret)
                .doesNotContain(secret.substring(3))
                .contains("2026-01-31\"");
        assertThat(access.tokens().all().get(0).lastUsed()).hasValue(LocalDate.of(2026, 1, 31));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(door.uri().getHost(), door.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
