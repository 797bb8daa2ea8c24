package dev.waybill.batch.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.RequestName;
import dev.waybill.http.StatusClass;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A client of the HTTP interface of one ClickHouse server, as one user.
 *
 * <p>Thread-safe. Each call holds its thread until the server has answered, so it belongs on a worker; how many requests
 * are under way at once is bounded for all threads together. Failures are {@link DeliveryException}s, whose reasons never
 * name the password: what passes is transient or throttled, and a statement, a user or a table that is wrong is
 * misconfigured. Nothing is repeated here.
 */
public final class ClickHouse {
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final ClickHouseSettings settings;
    private final HttpExchanges asking;
    private final HttpExchanges sending;
    private final Refusals refusals;
    private volatile @Nullable ServerVersion version;

    public ClickHouse(ClickHouseSettings settings) {
        this.settings = settings;
        this.asking = exchanges(settings, settings.timeout());
        this.sending = exchanges(settings, settings.insertTimeout());
        this.refusals = new Refusals(new StatusClass(InstantSource.system()), settings.password());
    }

    /** Returns when the server answers; asks for no user. */
    public void ping() {
        HttpRequest request = request("ping", Map.of()).GET().build();
        HttpResponse<byte[]> answer = answer(asking, request);
        if (!new String(answer.body(), UTF_8).startsWith("Ok.")) {
            throw DeliveryException.misconfigured(RequestName.of(request)
                    + ": that is no answer of ClickHouse; check the address of its HTTP interface");
        }
    }

    /** Returns when the server knows the user and has the database. Whether it may write shows only in writing. */
    public void checkAccess() {
        version();
    }

    /** The answer to a statement: tab-separated lines, unless the statement names a format. At most 16 MiB. */
    public String query(String sql) {
        return send(sql, Map.of());
    }

    /** Carries out a statement that has no answer. */
    public void execute(String sql) {
        send(sql, Map.of());
    }

    /** The same, with settings of the server for this statement only. */
    void execute(String sql, Map<String, String> serverSettings) {
        send(sql, serverSettings);
    }

    /** What the server is; asked once. */
    ServerVersion version() {
        ServerVersion known = version;
        if (known == null) {
            known = ServerVersion.parse(query("SELECT version()"));
            version = known;
        }
        return known;
    }

    /**
     * Inserts rows in format RowBinary, all or none of them as far as they are one block for the server (a million rows).
     *
     * @param token an insert with a token that the table remembers is dropped without a word, whatever its rows
     * @return empty once they are there; else why the server does not take these rows
     */
    Optional<String> insert(String table, List<String> columns, Optional<String> token, BodyPublisher rows) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(
                "query", "INSERT INTO " + Quoted.name(table) + " (" + Quoted.names(columns) + ") FORMAT RowBinary");
        if (token.isPresent()) {
            parameters.put("insert_deduplication_token", token.get());
            parameters.put("insert_deduplicate", "1");
            parameters.put("async_insert", "0"); // on by default since 25; it would gather rows of several blocks
        }
        HttpRequest request = request("", parameters).POST(rows).build();
        HttpResponse<byte[]> answer = exchange(sending, request);
        Optional<ServerError> error = ServerError.in(answer).filter(ServerError::isAboutRows);
        if (error.isPresent()) {
            return Optional.of(settings.password().maskedIn(error.get().words()));
        }
        refuse(request, answer);
        return Optional.empty();
    }

    private String send(String sql, Map<String, String> parameters) {
        HttpRequest request =
                request("", parameters).POST(BodyPublishers.ofString(sql)).build();
        return new String(answer(asking, request).body(), UTF_8);
    }

    private HttpRequest.Builder request(String path, Map<String, String> parameters) {
        var uri = new StringBuilder(settings.address().toString().replaceAll("/+$", ""))
                .append('/')
                .append(path);
        if (path.isEmpty()) {
            uri.append("?database=").append(encoded(settings.database())).append("&wait_end_of_query=1");
            parameters.forEach(
                    (name, value) -> uri.append('&').append(name).append('=').append(encoded(value)));
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(uri.toString()));
        if (path.isEmpty()) {
            builder.header("X-ClickHouse-User", settings.user());
            if (!settings.password().reveal().isEmpty()) {
                builder.header("X-ClickHouse-Key", settings.password().reveal());
            }
        }
        return builder;
    }

    private static HttpExchanges exchanges(ClickHouseSettings settings, Duration deadline) {
        var limits = new ExchangeLimits(deadline, settings.maxInFlight(), LONGEST_ANSWER);
        return settings.verifyHttps() ? HttpExchanges.verified(limits) : HttpExchanges.unverified(limits);
    }

    private HttpResponse<byte[]> answer(HttpExchanges exchanges, HttpRequest request) {
        HttpResponse<byte[]> answer = exchange(exchanges, request);
        refuse(request, answer);
        return answer;
    }

    private void refuse(HttpRequest request, HttpResponse<byte[]> answer) {
        Optional<DeliveryException> refusal = refusals.of(RequestName.of(request), answer);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private static HttpResponse<byte[]> exchange(HttpExchanges exchanges, HttpRequest request) {
        try {
            return exchanges.send(request).toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retriable(RequestName.of(request) + ": interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeliveryException failure) {
                throw failure;
            }
            throw new IllegalStateException(RequestName.of(request) + ": " + e.getCause(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
