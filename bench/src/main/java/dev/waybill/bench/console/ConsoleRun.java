package dev.waybill.bench.console;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.health.HealthServer;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.console.Console;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Visitor;
import dev.waybill.server.http.Door;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.http.ErrorForm;
import dev.waybill.server.pipelines.PipelineWatch;
import dev.waybill.testkit.MemoryTopics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A console that watches four pipelines in this process, the first of them blocked. */
public final class ConsoleRun implements AutoCloseable {
    private static final int PIPELINES = 4;
    private static final int PARTITIONS = 16;
    private static final int RECORDS = 50;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<URI> processes = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Door door;

    private ConsoleRun(Path folder) throws IOException {
        for (int i = 0; i < PIPELINES; i++) {
            start("p" + i, i == 0, folder);
        }
        var watch = PipelineWatch.start(Optional.empty(), processes, Optional.empty(), InstantSource.system());
        open.push(watch);
        var pages = new Pages(EnumSet.of(Section.OVERVIEW), ctx -> Visitor.ANYONE);
        var console = new Console(pages, watch, InstantSource.system(), List::of, List.of());
        open.push(console);
        door = Door.open(DoorSettings.at("127.0.0.1", 0), ErrorForm.PROBLEM, List.of(console));
        open.push(door);
    }

    public static ConsoleRun start() throws IOException {
        return new ConsoleRun(Files.createTempDirectory("waybill-bench"));
    }

    private void start(String name, boolean isBlocked, Path folder) throws IOException {
        var topics = MemoryTopics.of("orders-" + name, PARTITIONS);
        for (int i = 0; i < PARTITIONS * RECORDS; i++) {
            topics.put("orders-" + name, i % PARTITIONS, "key-" + i, "value");
        }
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var health = HealthServer.open(0, new HealthServer.Content(why -> why, registry::scrape, text -> text));
        open.push(health);
        processes.add(health.uri());
        var pipeline = Pipeline.from(topics)
                .named(name)
                .parkingIn(new FileFailureStore(folder.resolve(name)))
                .observedBy(PipelineMetrics.in(registry))
                .observedBy(health)
                .<KafkaRecord>map(record -> record)
                .to(record -> isBlocked && record.offset() == 0
                        ? CompletableFuture.failedFuture(DeliveryException.retriable("503 not now", null))
                        : CompletableFuture.completedFuture("ok"));
        var run = CompletableFuture.supplyAsync(pipeline::run, task -> new Thread(task, "deliver-" + name).start());
        open.push(() -> {
            pipeline.stop();
            run.join();
        });
    }

    /** An address of its door. */
    public URI uri(String path) {
        return door.uri().resolve(path);
    }

    /** The stream of the pipeline that is blocked. */
    public String livePath() {
        var blocked = processes.get(0);
        return "/live/pipelines/" + blocked.getHost() + "-" + blocked.getPort();
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
