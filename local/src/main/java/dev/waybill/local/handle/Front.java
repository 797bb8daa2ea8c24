package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every request off the wire, lets the fault switches decide its fate, and sends the answer, at once or later.
 *
 * <p>Thread-safe. An answer that is held back is a timer, not a waiting thread.
 */
final class Front implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    private final Router router;
    private final FaultRoute faultRoute;
    private final FaultSwitches switches;
    private final RequestLog log;
    private final ScheduledExecutorService timer;

    Front(
            Router router,
            FaultRoute faultRoute,
            FaultSwitches switches,
            RequestLog log,
            ScheduledExecutorService timer) {
        this.router = router;
        this.faultRoute = faultRoute;
        this.switches = switches;
        this.log = log;
        this.timer = timer;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals(FaultRoute.ROOT) || path.startsWith(FaultRoute.ROOT + "/")) {
            send(exchange, faultRoute.answer(Request.read(exchange)));
            return;
        }
        log.began(exchange.getRequestMethod());
        FaultSwitches.Fate fate = switches.next();
        if (fate == FaultSwitches.Fate.CLOSED) {
            finish(exchange, () -> {});
            return;
        }
        Answer answer = fate == FaultSwitches.Fate.FAILED ? failure() : serve(exchange);
        if (fate == FaultSwitches.Fate.LOST) {
            later(exchange, () -> {});
        } else {
            later(exchange, () -> send(exchange, answer));
        }
    }

    private Answer serve(HttpExchange exchange) throws IOException {
        try {
            Request request = Request.read(exchange);
            if (!request.path().startsWith(Router.ROOT)) {
                return Answer.of(Code.HANDLE_NOT_FOUND);
            }
            return router.answer(request);
        } catch (Refusal refusal) {
            return Answer.refused(refusal);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request failed inside the handle service stand-in");
            return Answer.of(Code.ERROR);
        }
    }

    private Answer failure() {
        Faults faults = switches.faults();
        Answer answer = Answer.of(Code.ERROR).withStatus(faults.status());
        answer.body().put("message", "a fault switch is on");
        return faults.retryAfter().isPresent()
                ? answer.withHeaders(Map.of(
                        "Retry-After", Integer.toString(faults.retryAfter().getAsInt())))
                : answer;
    }

    private void later(HttpExchange exchange, Runnable last) {
        int wait = switches.faults().slow();
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
        byte[] body = answer.body().toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        try {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the caller is gone");
        }
    }
}
