package dev.waybill.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.access.Asking;
import dev.waybill.server.access.Role;
import dev.waybill.server.access.Visit;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.http.Routes;
import dev.waybill.server.pipelines.PipelineWatch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a page that is open is kept up to date: as long as who opened it may see it. */
final class LiveAccessTest {
    private static final Duration SOON = ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private Access access;

    @SuppressWarnings("NullAway.Init")
    private PipelineWatch watch;

    @SuppressWarnings("NullAway.Init")
    private Console console;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void open() throws Exception {
        InstantSource clock = () -> now;
        access = Access.of(
                new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 200),
                "127.0.0.1",
                clock);
        watch = PipelineWatch.start(Optional.empty(), List.of(), Optional.empty(), InstantSource.system());
        var pages =
                new Pages(EnumSet.of(Section.OVERVIEW), ctx -> new Visitor(Optional.of("somebody"), access.csrf(ctx)));
        console = new Console(pages, watch, InstantSource.system(), List::of, List.of());
        door = Door.open(
                DoorSettings.at("127.0.0.1", 0),
                ErrorForm.PROBLEM,
                List.<Routes>of(access, access.login(pages::login), console));
    }

    @AfterEach
    void close() {
        door.close();
        console.close();
        watch.close();
    }

    @Test
    void aStreamEndsWhenItsTokenIsRevokedAndOthersGoOn() throws Exception {
        access.tokens().create("stays", Role.VIEWER, Optional.empty());
        String gone =
                access.tokens().create("goes", Role.VIEWER, Optional.empty()).secret();
        String other =
                access.tokens().create("other", Role.VIEWER, Optional.empty()).secret();
        var ended = stream("Authorization", "Bearer " + gone);
        var goesOn = stream("Authorization", "Bearer " + other);
        await().atMost(SOON).until(() -> console.openPages() == 2);

        access.tokens().revoke("goes");

        assertThat(ended).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> console.openPages() == 1);
        assertThat(goesOn).isNotDone();
    }

    @Test
    void aStreamEndsWhenItsTokenExpires() throws Exception {
        String brief = access.tokens()
                .create("brief", Role.VIEWER, Optional.of(now.plusSeconds(60)))
                .secret();
        var ended = stream("Authorization", "Bearer " + brief);
        await().atMost(SOON).until(() -> console.openPages() == 1);

        now = now.plusSeconds(60);

        assertThat(ended).succeedsWithin(SOON);
    }

    @Test
    void aStreamEndsWithTheSessionOfItsBrowser() throws Exception {
        String secret =
                access.tokens().create("olga", Role.VIEWER, Optional.empty()).secret();
        var visit = Visit.of(door.uri(), secret);
        var ended = stream("Cookie", visit.cookie());
        await().atMost(SOON).until(() -> console.openPages() == 1);

        assertThat(visit.submit(visit.page("/").select("form[action=/logout]").get(0))
                        .statusCode())
                .isEqualTo(303);

        assertThat(ended).succeedsWithin(SOON);
        assertThat(new Asking(door.uri())
                        .get("/live/overview", "Cookie", visit.cookie())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStreamOfBeforeTheFirstTokenEndsWithIt() throws Exception {
        var ended = stream("X-Nothing", "shown");
        await().atMost(SOON).until(() -> console.openPages() == 1);

        access.tokens().create("first", Role.ADMIN, Optional.empty());

        assertThat(ended).succeedsWithin(SOON);
    }

    /** Done when the server has ended it. */
    private CompletableFuture<Long> stream(String name, String value) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(door.uri() + "/live/overview"))
                .header("Accept", "text/event-stream")
                .header(name, value)
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        assertThat(lines.readLine()).isNotEmpty();
        return CompletableFuture.supplyAsync(() -> lines.lines().count(), task -> new Thread(task, "reader").start());
    }
}
