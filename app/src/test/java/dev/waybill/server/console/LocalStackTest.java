package dev.waybill.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fault switches, against a service of the local stack. */
final class LocalStackTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private HandleService handle;

    /** Answers, but knows of no switches. */
    @SuppressWarnings("NullAway.Init")
    private HttpServer stranger;

    @SuppressWarnings("NullAway.Init")
    private Door door;

    @BeforeEach
    void open() throws IOException {
        handle = HandleService.start(HandleServiceSettings.defaults().withPort(0));
        stranger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.start();
        var pages = new Pages(EnumSet.of(Section.LOCAL_STACK), ctx -> Visitor.ANYONE);
        var services = Map.of(
                "handle",
                handle.uri(),
                "nothing",
                URI.create("http://127.0.0.1:1"),
                "stranger",
                URI.create("http://127.0.0.1:" + stranger.getAddress().getPort()));
        door = Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, List.of(new LocalStack(pages, services)));
    }

    @AfterEach
    void close() {
        door.close();
        stranger.stop(0);
        handle.close();
    }

    @Test
    void aServiceIsBrokenAndMendedByAButton() throws Exception {
        assertThat(row("handle").text()).contains("works");

        assertThat(turn("handle", "down").statusCode()).isEqualTo(303);

        assertThat(row("handle").select("button[aria-pressed=true]").text()).isEqualTo("down");

        assertThat(turn("handle", "none").statusCode()).isEqualTo(303);
        assertThat(row("handle").select("button[aria-pressed=true]").text()).isEqualTo("works");
    }

    @Test
    void whatDoesNotAnswerIsSaidToAndWhatIsNoFaultIsRefused() throws Exception {
        assertThat(row("nothing").text()).contains("does not answer");
        assertThat(turn("handle", "explode").statusCode()).isEqualTo(422);
        assertThat(turn("elsewhere", "down").statusCode()).isEqualTo(404);
        assertThat(turn("nothing", "down").statusCode()).isEqualTo(503);
    }

    @Test
    void whatHasNoSwitchesIsLeftOut() throws Exception {
        assertThat(rows()).extracting(row -> row.text().split(" ", 2)[0]).containsExactly("handle", "nothing");
    }

    private Element row(String service) throws Exception {
        return rows().stream()
                .filter(row -> row.text().startsWith(service))
                .findFirst()
                .orElseThrow();
    }

    private List<Element> rows() throws Exception {
        var request = HttpRequest.newBuilder(door.uri().resolve("/local")).build();
        var page = Jsoup.parse(http.send(request, BodyHandlers.ofString()).body());
        return page.select("tbody tr");
    }

    private HttpResponse<String> turn(String service, String fault) throws Exception {
        var request = HttpRequest.newBuilder(door.uri().resolve("/local/" + service))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("fault=" + fault))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
