package dev.waybill.server.console;

import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.pipelines.PipelineWatch;
import dev.waybill.server.presence.PresenceFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A console behind a door, and a pipeline that it watches. */
final class ConsoleSite {
    final HostilePipeline pipeline;
    final Console console;
    private final PipelineWatch watch;
    private final Door door;
    private final HttpClient http = HttpClient.newHttpClient();

    ConsoleSite(Path folder, int calm) throws IOException {
        var present = new PresenceFolder(folder.resolve("run"));
        pipeline = HostilePipeline.start(folder, present, calm);
        watch = PipelineWatch.start(Optional.of(present), List.of(), Optional.empty(), InstantSource.system());
        var pages = new Pages(EnumSet.of(Section.OVERVIEW, Section.IN_FLIGHT, Section.WORKERS), ctx -> Visitor.ANYONE);
        console = new Console(pages, watch, InstantSource.system(), List::of, List.of("waybill pid consume"));
        door = Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, List.of(console));
    }

    URI uri(String path) {
        return door.uri().resolve(path);
    }

    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Lines of a stream, as they come. */
    HttpResponse<Stream<String>> stream(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/event-stream");
        return http.send(request.build(), BodyHandlers.ofLines());
    }

    /** The address of the page of its only pipeline; empty before that was seen. */
    Optional<String> pipelinePath() {
        return watch.seen().pipelines().stream()
                .filter(view -> view.answer().isPresent())
                .map(view -> "/pipelines/" + view.target().id())
                .findFirst();
    }

    void close() throws Exception {
        console.close();
        door.close();
        watch.close();
        pipeline.close();
    }
}
