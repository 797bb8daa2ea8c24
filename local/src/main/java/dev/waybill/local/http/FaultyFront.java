package dev.waybill.local.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request off the wire, lets the fault switches decide its fate, and sends the answer, at once or later.
 *
 * <p>Thread-safe. An answer that is held back is a timer, not a waiting thread.
 */
public final class FaultyFront implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FaultyFront.class);

    private final Service service;
    private final FaultRoute faultRoute;
    private final FaultSwitches switches;
    private final RequestLog log;
    private final ScheduledExecutorService timer;

    public FaultyFront(Service service, FaultSwitches switches, RequestLog log, ScheduledExecutorService timer) {
        this.service = service;
        this.faultRoute = new FaultRoute(switches, log);
        this.switches = switches;
        this.log = log;
        this.timer = timer;
    }

    /** Who answers when nothing is wrong, and in whose words when something is. */
    public interface Service {
        Answer answer(HttpExchange exchange) throws IOException;

        /** A failure on purpose. */
        Answer failure(Faults faults);

        /** A failure that nobody wanted. */
        Answer failure(RuntimeException thrown);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(FaultRoute.ROOT) || path.startsWith(FaultRoute.ROOT + "/")) {
            try (exchange) {
                send(exchange, faultRoute.answer(exchange));
            }
            return;
        }
        log.began();
        FaultSwitches.Fate fate = switches.next();
        if (fate == FaultSwitches.Fate.CLOSED) {
            finish(exchange, () -> {});
            return;
        }
        Optional<Answer> answer = fate == FaultSwitches.Fate.FAILED ? failure(exchange) : serve(exchange);
        if (fate == FaultSwitches.Fate.LOST || answer.isEmpty()) {
            later(exchange, () -> {});
        } else {
            later(exchange, () -> send(exchange, answer.get()));
        }
    }

    /** Empty where the connection is to be closed instead. */
    private Optional<Answer> serve(HttpExchange exchange) {
        try {
            Answer answer = service.answer(exchange);
            drain(exchange);
            return Optional.of(answer);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the request ended before its end");
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request failed inside a service of the local stack");
            return Optional.of(service.failure(e));
        }
    }

    private Optional<Answer> failure(HttpExchange exchange) {
        try {
            drain(exchange);
        } catch (IOException e) {
            return Optional.empty();
        }
        Faults faults = switches.faults();
        Answer answer = service.failure(faults);
        return Optional.of(
                faults.isOn(FaultSwitch.RETRY_AFTER)
                        ? answer.with("Retry-After", Integer.toString(faults.get(FaultSwitch.RETRY_AFTER)))
                        : answer);
    }

    private void later(HttpExchange exchange, Runnable last) {
        int wait = switches.faults().get(FaultSwitch.SLOW);
        if (wait == 0) {
            finish(exchange, last);
            return;
        }
        try {
            var unused = timer.schedule(() -> finish(exchange, last), wait, MILLISECONDS);
        } catch (RejectedExecutionException e) {
            finish(exchange, () -> {}); // closing down: nobody is answered any more
        }
    }

    /** An exchange that is closed before its answer was sent closes its connection. */
    private void finish(HttpExchange exchange, Runnable last) {
        log.ended();
        try (exchange) {
            last.run();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        try {
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer.body());
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the caller is gone");
        }
    }

    private static void drain(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }
}
