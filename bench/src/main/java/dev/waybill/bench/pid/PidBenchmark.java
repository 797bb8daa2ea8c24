package dev.waybill.bench.pid;

import static java.time.Duration.ofSeconds;

import dev.waybill.bench.result.Options;
import dev.waybill.bench.result.Result;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.HandleService;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.register.HandleRegistrar;
import dev.waybill.pid.register.Registration;
import dev.waybill.pid.settings.HandleSettings;
import dev.waybill.pid.settings.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import tools.jackson.databind.node.StringNode;

/**
 * Handles per second at a Handle service that takes 50 ms for each answer: 64 requests in flight against one after the
 * other, which is what a sequential consumer does.
 */
public final class PidBenchmark {
    private static final int LATENCY_MILLIS = 50;
    private static final int FILES = 7;

    private PidBenchmark() {}

    public static List<Result> measure(Options options) throws Exception {
        boolean quick = options.quick();
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (var service = HandleService.start()) {
            service.faults(Faults.slowBy(LATENCY_MILLIS));
            handlesPerSecond(service, 64, 50); // warms up
            double sequential = handlesPerSecond(service, 1, quick ? 10 : 40);
            double concurrent = handlesPerSecond(service, 64, quick ? 500 : 2_000);
            return List.of(Result.of("pid", "50 ms latency, 64 in flight", "throughput", "handles/s", concurrent)
                    .against("one after the other", sequential));
        }
    }

    private static double handlesPerSecond(HandleService service, int inFlight, int datasets) {
        var settings = new HandleSettings(
                service.uri(),
                "21.TEST",
                "300:21.TEST/testuser",
                new Secret("testpass"),
                true,
                ofSeconds(10),
                inFlight,
                262_144);
        var registrar = new HandleRegistrar(new HandleClient(settings));
        var deliveries = new ArrayList<CompletableFuture<?>>();
        long start = System.nanoTime();
        for (int i = 0; i < datasets; i++) {
            var delivery =
                    registrar.deliver(new Registration(dataset(i, start))).toCompletableFuture();
            if (inFlight == 1) {
                delivery.join();
            }
            deliveries.add(delivery);
        }
        CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new)).join();
        return datasets * (FILES + 1) * 1e9 / (System.nanoTime() - start);
    }

    private static PidPlan dataset(int number, long run) {
        String name = "21.TEST/bench-" + run + "-" + number;
        var files =
                IntStream.range(0, FILES).mapToObj(i -> record(name + "-" + i)).toList();
        return new PidPlan.Register(name, files, record(name), List.of());
    }

    private static HandleRecord record(String handle) {
        return new HandleRecord(
                handle, List.of(new HandleValue(1, "URL", StringNode.valueOf("https://example.org/" + handle))));
    }
}
