package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.waybill.failure.FailureClass;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.RequestName;
import dev.waybill.http.StatusClass;
import dev.waybill.pipeline.Sink;
import dev.waybill.record.Position;
import dev.waybill.time.Time;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sends one HTTP request for each value, and has delivered it once the answer says so. Immutable: every method returns a
 * new sink. Thread-safe.
 *
 * <pre>{@code
 * HttpSink.<KafkaRecord>sending(record -> HttpRequest.newBuilder(LEDGER)
 *         .POST(BodyPublishers.ofByteArray(record.value()))
 *         .build())
 *     .identifiedBy(record -> record.position().toString())
 * }</pre>
 *
 * <p>As many requests are under way as the pipeline has in flight, and no more than {@link ExchangeLimits} allow. Requests
 * are not repeated here: the pipeline does that. Nothing here needs to be closed.
 *
 * @param <T> what is delivered; a list, where the pipeline has a batch step
 */
public final class HttpSink<T> implements Sink<T> {
    /** The header that is the same for each attempt to deliver the same value. */
    public static final String KEY_HEADER = "Idempotency-Key";

    /** What holds unless {@link #over} is called. */
    public static final ExchangeLimits LIMITS = new ExchangeLimits(Duration.ofSeconds(20), 128, 1 << 20);

    private static final int QUOTED_CHARACTERS = 200;

    private final Function<? super T, HttpRequest> form;
    private final AnswerJudge judge;
    private final HttpExchanges exchanges;
    private final StatusClass statuses;

    private HttpSink(
            Function<? super T, HttpRequest> form, AnswerJudge judge, HttpExchanges exchanges, StatusClass statuses) {
        this.form = form;
        this.judge = judge;
        this.exchanges = exchanges;
        this.statuses = statuses;
    }

    /** A sink that sends what {@code form} makes of a value; it runs on the thread that delivers. */
    public static <T> HttpSink<T> sending(Function<? super T, HttpRequest> form) {
        return new HttpSink<>(
                form, AnswerJudge.BY_STATUS, HttpExchanges.verified(LIMITS), new StatusClass(Time.system()));
    }

    /**
     * Sends {@link #KEY_HEADER} with each request. What {@code key} says of a value must be the same each time, and of no
     * other value: the position of its record, for instance, or {@link #keyOf} those of a list.
     */
    public HttpSink<T> identifiedBy(Function<? super T, String> key) {
        Function<? super T, HttpRequest> plain = form;
        return new HttpSink<T>(
                value -> HttpRequest.newBuilder(plain.apply(value), (name, given) -> true)
                        .setHeader(KEY_HEADER, key.apply(value))
                        .build(),
                judge,
                exchanges,
                statuses);
    }

    /**
     * One key for a list of records. All of them count: a list that is refused comes again in halves, each of which is
     * another list, though the first half begins with the same record.
     */
    public static String keyOf(Collection<Position> positions) {
        String all = positions.stream().map(Position::toString).collect(joining(" "));
        return UUID.nameUUIDFromBytes(all.getBytes(UTF_8)).toString();
    }

    /** Lets {@code judge} say what answers mean. */
    public HttpSink<T> judgedBy(AnswerJudge judge) {
        return new HttpSink<>(form, judge, exchanges, statuses);
    }

    /** Sends over {@code exchanges}: with their limits, and their trust in servers. */
    public HttpSink<T> over(HttpExchanges exchanges) {
        return new HttpSink<>(form, judge, exchanges, statuses);
    }

    @Override
    public CompletionStage<?> deliver(T value) {
        var request = form.apply(value);
        return exchanges.send(request).thenApply(answer -> accepted(request, answer));
    }

    private HttpResponse<byte[]> accepted(HttpRequest request, HttpResponse<byte[]> answer) {
        Optional<FailureClass> failed = judge.judge(answer, statuses.of(answer));
        if (failed.isPresent()) {
            throw statuses.failure(failed.get(), reason(request, answer), answer);
        }
        return answer;
    }

    private static String reason(HttpRequest request, HttpResponse<byte[]> answer) {
        byte[] body = answer.body();
        String text = new String(body, 0, Math.min(body.length, 4 * QUOTED_CHARACTERS), UTF_8)
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        String quoted = text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "…";
        String status = RequestName.of(request) + ": expected status 2xx, got " + answer.statusCode();
        return quoted.isEmpty() ? status : status + ": " + quoted;
    }
}
