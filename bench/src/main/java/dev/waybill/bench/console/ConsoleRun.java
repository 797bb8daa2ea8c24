package dev.waybill.bench.console;

import dev.waybill.server.console.Console;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Visitor;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.pipelines.PipelineWatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A console that watches what answers like four processes. */
public final class ConsoleRun implements AutoCloseable {
    private static final int PIPELINES = 4;
    private static final Pattern NEEDED = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<URI> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Door door;

    private ConsoleRun() throws IOException {
        for (int i = 0; i < PIPELINES; i++) {
            var process = new Answering("orders-" + i);
            open.push(process);
            processes.add(process.uri());
        }
        var watch = PipelineWatch.start(Optional.empty(), processes, Optional.empty(), InstantSource.system());
        open.push(watch);
        var pages = new Pages(EnumSet.of(Section.OVERVIEW), ctx -> Visitor.ANYONE);
        var console = new Console(pages, watch, InstantSource.system(), List::of, List.of());
        open.push(console);
        door = Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, List.of(console));
        open.push(door);
    }

    /** Returns when its door is open. */
    public static ConsoleRun start() throws IOException {
        return new ConsoleRun();
    }

    /** An address of its door. */
    public URI uri(String path) {
        return door.uri().resolve(path);
    }

    /** The stream of the first of them. */
    public String livePath() {
        var blocked = processes.get(0);
        return "/live/pipelines/" + blocked.getHost() + "-" + blocked.getPort();
    }

    /** How long the overview takes that nobody has asked for before, with everything that a browser loads before it paints. */
    public double millisOfFirstLoad() throws IOException, InterruptedException {
        long start = System.nanoTime();
        var page = text("/");
        for (var link : NEEDED.matcher(page).results().toList()) {
            text(link.group(1));
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private String text(String path) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** How long a page takes, from the request to its last byte: the median of so many. */
    public double millisOf(String path, int times) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path)).build();
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            var answer = http.send(request, BodyHandlers.ofByteArray());
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + answer.statusCode());
            }
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
