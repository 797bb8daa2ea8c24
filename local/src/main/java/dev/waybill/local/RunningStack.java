package dev.waybill.local;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of one process, from their start to their stop.
 *
 * <p>Thread-safe: the main thread starts, the shutdown hook closes. Both hold {@code this}, so a stop in the middle of
 * a start waits for the service that is just starting, and ends it too.
 */
final class RunningStack implements AutoCloseable {
    private final StackPlan plan;
    private final Deque<StackService.Running> started = new ArrayDeque<>();
    private final Map<StackService, String> endpoints = new EnumMap<>(StackService.class);
    private boolean closed;

    RunningStack(StackPlan plan) {
        this.plan = plan;
    }

    /** Starts all services. When one fails, those before it are left to {@link #close}. */
    void start() throws IOException {
        if (plan.readyFile().isPresent()) {
            ReadyFile.remove(plan.readyFile().get());
        }
        // The broker comes first in the list and takes longest: a taken port of the others is known before.
        List<StackService> order = new ArrayList<>(plan.ports().keySet());
        Collections.reverse(order);
        for (StackService service : order) {
            start(service);
        }
        announce();
    }

    private synchronized void start(StackService service) throws IOException {
        if (closed) {
            return;
        }
        try {
            StackService.Running running = service.start(plan);
            started.push(running);
            endpoints.put(service, running.endpoint());
        } catch (BindException e) {
            throw new PortTakenException(service, plan.ports().getOrDefault(service, 0), e);
        }
    }

    private synchronized void announce() throws IOException {
        if (!closed && plan.readyFile().isPresent()) {
            ReadyFile.write(plan.readyFile().get(), endpoints());
        }
    }

    /** The endpoint of each service under the name a user types. */
    synchronized Map<String, String> endpoints() {
        var byName = new LinkedHashMap<String, String>();
        endpoints.forEach((service, endpoint) -> byName.put(service.typedName(), endpoint));
        return byName;
    }

    @Override
    public synchronized void close() {
        closed = true;
        plan.readyFile().ifPresent(ReadyFile::remove);
        while (!started.isEmpty()) {
            started.pop().stop().run();
        }
    }
}
