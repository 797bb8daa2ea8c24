package dev.waybill.cli.why;

import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.trace.Traces;
import dev.waybill.failure.FailureLog;
import dev.waybill.health.HealthServer;
import dev.waybill.metrics.FailureMetrics;
import dev.waybill.metrics.PipelineMetrics;
import dev.waybill.pipeline.PipelineBuilder;
import dev.waybill.pipeline.PipelineObserver;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Loopback;
import dev.waybill.trace.DeliveryTracer;
import dev.waybill.why.BrokerView;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a long-running command opened so that others can see how it fares. Used by the thread that runs the command. */
public final class Watched implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final List<PipelineObserver> observers = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final DeliveryTracer tracer;

    private Optional<MeterRegistry> served = Optional.empty();

    private Watched(DeliveryTracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Opens what the options ask for.
     *
     * @param kafka properties of the consumer that is watched
     */
    public static Watched open(WatchOptions options, Map<String, String> kafka, Session session, Subject subject) {
        var traces = Traces.open(session, subject.workload());
        var watched = new Watched(traces.tracer(Optional.ofNullable(kafka.get("group.id"))));
        watched.open.push(traces);
        options.heartbeat(kafka).ifPresent(watched.observers::add);
        options.listening().ifPresent(where -> {
            URI uri = watched.serve(where, kafka, session);
            if (options.isGiven()) {
                session.terminal().err().println("status at " + uri + "   ask: waybill why --url " + uri);
            }
            session.runFolder()
                    .map(folder -> new PresenceObserver(
                            folder, uri, Optional.ofNullable(kafka.get("group.id")), subject, session.redactor()))
                    .ifPresent(watched.observers::add);
        });
        return watched;
    }

    private URI serve(WatchOptions.Listening where, Map<String, String> kafka, Session session) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        open.push(registry::close);
        bindProcess(registry, session);
        served = Optional.of(registry);
        var brokers = BrokerView.connect(kafka, InstantSource.system());
        open.push(brokers);
        var metrics = PipelineMetrics.in(registry).completedBy(brokers::complete);
        var content = new HealthServer.Content(
                brokers::complete,
                () -> {
                    metrics.refresh();
                    return registry.scrape();
                },
                session.redactor()::redact);
        try {
            var server = open(where, content, session);
            open.push(server);
            observers.add(metrics);
            observers.add(server);
            return server.uri();
        } catch (IOException e) {
            close();
            throw CommandException.at(ExitCode.CONFLICT, where.toString(), String.valueOf(e.getMessage()))
                    .expected("a free port")
                    .next("--http 0 takes any that is free")
                    .because(e);
        }
    }

    private static HealthServer open(WatchOptions.Listening where, HealthServer.Content content, Session session)
            throws IOException {
        if (Loopback.isLoopback(where.host())) {
            return HealthServer.open(where.port(), content);
        }
        var access = ServerAccess.access(session.server(), where.host());
        return HealthServer.open(
                new InetSocketAddress(where.host(), where.port()), token -> access.admits(token, Role.VIEWER), content);
    }

    private void bindProcess(MeterRegistry registry, Session session) {
        ProcessInfo.bind(registry, session.settingsHash());
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        var collections = new JvmGcMetrics();
        collections.bindTo(registry);
        open.push(collections);
    }

    /** Where figures of one's own belong: shown with the others, if anything is. */
    public MeterRegistry registry() {
        return served.orElseGet(SimpleMeterRegistry::new);
    }

    /** Lets what was opened see what the pipeline of that name has parked. */
    public void parked(FailureLog failures, String pipeline) {
        served.ifPresent(registry -> open.push(FailureMetrics.of(failures, pipeline, LOOK, registry)));
    }

    /** Lets what was opened see the pipeline. */
    public <T> PipelineBuilder<T> over(PipelineBuilder<T> pipeline) {
        var watched = pipeline.tracedBy(tracer);
        for (var observer : observers) {
            watched = watched.observedBy(observer);
        }
        return watched;
    }

    @Override
    public void close() {
        for (var one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("what watches the pipeline did not end", e);
            }
        }
        open.clear();
    }
}
