package dev.waybill.pid.stac;

import static dev.waybill.failure.DeliveryException.misconfigured;
import static dev.waybill.failure.DeliveryException.poison;
import static dev.waybill.failure.DeliveryException.retriable;
import static dev.waybill.failure.DeliveryException.throttled;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.event.Shown;
import dev.waybill.pid.stac.StacHttp.Answer;
import dev.waybill.pid.stac.StacHttp.Question;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Questions to the one configured address, and what its answers mean. Nothing a message or an answer says changes the
 * address: ids are percent-encoded segments, redirects are not followed.
 */
final class StacExchange {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern DOTS = Pattern.compile("\\.*");

    private final String base;
    private final StacHttp http;

    StacExchange(URI base, StacHttp http) {
        this.base = base.toString().replaceAll("/+$", "");
        this.http = http;
    }

    CompletionStage<ObjectNode> get(String... segments) {
        return ask(new Question(uri(segments, ""), Optional.empty()));
    }

    /** @param query with its question mark, or empty */
    CompletionStage<ObjectNode> search(String query, Optional<ObjectNode> body) {
        return ask(new Question(uri(new String[] {"search"}, query), body.map(ObjectNode::toString)));
    }

    private URI uri(String[] segments, String query) {
        var path = Stream.of(segments).map(StacExchange::segment).collect(Collectors.joining("/", "/", ""));
        return URI.create(base + path + query);
    }

    private static String segment(String text) {
        if (DOTS.matcher(text).matches()) {
            throw poison("an id of a STAC collection or item: expected more than dots, got " + Shown.text(text));
        }
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private CompletionStage<ObjectNode> ask(Question question) {
        return http.exchange(question).handle((answer, failure) -> {
            if (failure != null && cause(failure) instanceof DeliveryException known) {
                throw known;
            }
            if (failure != null) {
                throw retriable("no answer from " + question.uri() + ": " + message(cause(failure)), failure);
            }
            return read(question.uri(), answer);
        });
    }

    private static ObjectNode read(URI uri, Answer answer) {
        int status = answer.status();
        var what = uri + ": expected HTTP status 200, got " + status;
        if (status == 200) {
            return json(uri, answer.body());
        }
        if (status == 429) {
            throw throttled(
                    what,
                    answer.retryAfter()
                            .filter(text -> SECONDS.matcher(text).matches())
                            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                            .orElse(null));
        }
        if (status == 401 || status == 403 || status / 100 == 3) {
            throw misconfigured(what + "; check stac.base_url");
        }
        if (status == 404 || status == 410 || status == 400) {
            throw new NotThereException(what);
        }
        throw retriable(what, null);
    }

    private static ObjectNode json(URI uri, String body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw retriable(uri + ": expected a JSON object, got other JSON; check stac.base_url", null);
        } catch (JacksonException e) {
            throw retriable(uri + ": expected a JSON object, got something else; check stac.base_url", e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
