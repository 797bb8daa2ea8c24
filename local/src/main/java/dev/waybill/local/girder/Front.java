package dev.waybill.local.girder;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
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
final class Front implements HttpHandler {
    static final String API = "/api/v1";

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    /** A refusal that comes before a body longer than this closes the connection instead, as the real service does. */
    private static final long LONGEST_UNREAD = 4 * 1024 * 1024;

    private final Router router;
    private final Tokens tokens;
    private final FaultRoute faultRoute;
    private final FaultSwitches switches;
    private final RequestLog log;
    private final ScheduledExecutorService timer;

    Front(
            Router router,
            Tokens tokens,
            FaultRoute faultRoute,
            FaultSwitches switches,
            RequestLog log,
            ScheduledExecutorService timer) {
        this.router = router;
        this.tokens = tokens;
        this.faultRoute = faultRoute;
        this.switches = switches;
        this.log = log;
        this.timer = timer;
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
        String route = path.startsWith(API + "/") ? path.substring(API.length() + 1) : "";
        log.began(exchange.getRequestMethod(), route, query(exchange));
        FaultSwitches.Fate fate = switches.next();
        if (fate == FaultSwitches.Fate.CLOSED) {
            finish(exchange, () -> {});
            return;
        }
        Optional<Answer> answer = fate == FaultSwitches.Fate.FAILED ? failure(exchange) : serve(exchange, route);
        if (fate == FaultSwitches.Fate.LOST || answer.isEmpty()) {
            later(exchange, () -> {});
        } else {
            later(exchange, () -> send(exchange, answer.get()));
        }
    }

    /** Empty where the connection is to be closed instead. */
    private Optional<Answer> serve(HttpExchange exchange, String route) {
        try {
            if (route.isEmpty()) {
                return Optional.of(Answer.noSuchRoute());
            }
            return Optional.of(router.answer(Call.read(exchange, route, tokens)));
        } catch (Refusal refusal) {
            boolean isAbrupt = refusal.isUnread() && length(exchange) > LONGEST_UNREAD;
            return isAbrupt || !drain(exchange) ? Optional.empty() : Optional.of(Answer.refused(refusal));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the request ended before its end");
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request failed inside the girder stand-in");
            return Optional.of(Answer.failure(500));
        }
    }

    private Optional<Answer> failure(HttpExchange exchange) {
        if (!drain(exchange)) {
            return Optional.empty();
        }
        Faults faults = switches.faults();
        Answer answer = Answer.failure(faults.get(Switch.STATUS));
        return Optional.of(
                faults.isOn(Switch.RETRY_AFTER)
                        ? answer.withHeaders(Map.of("Retry-After", Integer.toString(faults.get(Switch.RETRY_AFTER))))
                        : answer);
    }

    private void later(HttpExchange exchange, Runnable last) {
        int wait = switches.faults().get(Switch.SLOW);
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
        long length = answer.payload().length();
        try {
            exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
            try (OutputStream body = exchange.getResponseBody()) {
                answer.payload().writeTo(body);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the caller is gone");
        }
    }

    private static boolean drain(HttpExchange exchange) {
        try {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long length(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null ? 0 : Long.parseLong(length);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        try {
            return Parameters.parse(Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                            .orElse(""))
                    .values();
        } catch (Refusal refused) {
            return Map.of();
        }
    }
}
