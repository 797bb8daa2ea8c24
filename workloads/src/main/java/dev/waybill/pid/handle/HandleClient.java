package dev.waybill.pid.handle;

import dev.waybill.failure.DeliveryException;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.http.StatusClass;
import dev.waybill.pid.settings.HandleSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client of the JSON REST interface of one Handle service, as one user.
 *
 * <p>Thread-safe, holds no state of its own. All methods return at once; what they return completes when the service has
 * answered, exceptionally with a {@link DeliveryException} whose reason names the handle and never the password.
 */
public final class HandleClient {
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final HandleSettings settings;
    private final HttpExchanges exchanges;
    private final ServiceAddress address;
    private final String authorization;
    private final RecordLimits limits;
    private final Refusals refusals;

    public HandleClient(HandleSettings settings) {
        this(settings, InstantSource.system());
    }

    HandleClient(HandleSettings settings, InstantSource clock) {
        this.settings = settings;
        var exchangeLimits = new ExchangeLimits(settings.timeout(), settings.maxInFlight(), LONGEST_ANSWER);
        this.exchanges = settings.verifyHttps()
                ? HttpExchanges.verified(exchangeLimits)
                : HttpExchanges.unverified(exchangeLimits);
        this.address = new ServiceAddress(settings.server());
        String password = settings.password().reveal();
        this.authorization = ServiceAddress.authorization(settings.username(), password);
        this.limits = new RecordLimits(settings.maxRecordBytes());
        this.refusals = new Refusals(new StatusClass(clock), password);
    }

    /** How many requests may be under way at once. */
    public int maxInFlight() {
        return settings.maxInFlight();
    }

    /** The prefix this client writes below. */
    public String prefix() {
        return settings.prefix();
    }

    /** Refuses, with a {@link DeliveryException}, a record that no Handle service would take. Nothing is sent. */
    public void check(HandleRecord record) {
        limits.check(WireForm.withAdministrator(record));
    }

    /** Creates the record, or replaces all of it. */
    public CompletionStage<WriteOutcome> put(HandleRecord record) {
        return orFailed(() -> {
            URI uri = address.of(record.handle(), "overwrite=true");
            HandleRecord complete = WireForm.withAdministrator(record);
            limits.check(complete);
            return send("PUT", uri, WireForm.encode(complete.values())).thenApply(answer -> {
                expectSuccess("PUT " + record.handle(), answer);
                return answer.status() == 201 ? WriteOutcome.CREATED : WriteOutcome.UPDATED;
            });
        });
    }

    /** Adds these values, or replaces those with the same index; false where the handle does not exist. */
    public CompletionStage<Boolean> putValues(String handle, List<HandleValue> values) {
        return orFailed(() -> {
            String indices =
                    values.stream().map(v -> "index=" + v.index() + "&").collect(Collectors.joining());
            URI uri = address.of(handle, indices + "overwrite=true");
            limits.check(new HandleRecord(handle, values));
            return send("PUT", uri, WireForm.encode(values)).thenApply(answer -> exists("PUT " + handle, answer));
        });
    }

    /** The record as the service has it; texts and numbers are both JSON strings then. */
    public CompletionStage<Optional<HandleRecord>> get(String handle) {
        return orFailed(() -> send("GET", address.of(handle, "auth=true"), null).thenApply(answer -> {
            if (answer.hasGoodStatus() && answer.code() == HandleAnswer.VALUES_NOT_FOUND) {
                return Optional.of(new HandleRecord(handle, List.of()));
            }
            return exists("GET " + handle, answer)
                    ? Optional.of(new HandleRecord(handle, WireForm.values(answer.body())))
                    : Optional.empty();
        }));
    }

    /** Removes the handle with all its values; false where it did not exist. */
    public CompletionStage<Boolean> delete(String handle) {
        return orFailed(() ->
                send("DELETE", address.of(handle, ""), null).thenApply(answer -> exists("DELETE " + handle, answer)));
    }

    /** One page of the handles below a prefix; the first page is 0. */
    public CompletionStage<HandlePage> list(String prefix, int page, int pageSize) {
        String what = "list of handles below " + prefix;
        return orFailed(() -> send("GET", address.list(prefix, page, pageSize), null)
                .thenApply(answer -> {
                    expectSuccess(what, answer);
                    var handles = new ArrayList<String>();
                    for (JsonNode handle : answer.body().path("handles")) {
                        handles.add(handle.asString());
                    }
                    return new HandlePage(answer.body().path("totalCount").asInt(handles.size()), handles);
                }));
    }

    /**
     * Completes when the service answers, serves the prefix and accepts the credentials; writes nothing. Whether the
     * user may write shows only in writing.
     */
    public CompletionStage<@Nullable Void> checkAccess() {
        return orFailed(() -> new AccessCheck(this, settings).run());
    }

    CompletionStage<HandleAnswer> ask(String handle) {
        return send("GET", address.of(handle, "auth=true"), null);
    }

    CompletionStage<HandleAnswer> askForList(String prefix) {
        return send("GET", address.list(prefix, 0, 0), null);
    }

    DeliveryException refusal(String what, HandleAnswer answer) {
        return refusals.failure(what + " at " + settings.server(), answer);
    }

    private CompletionStage<HandleAnswer> send(String method, URI uri, byte @Nullable [] body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json;charset=UTF-8")
                .header("Authorization", authorization)
                .build();
        return exchanges.send(request).thenApply(HandleAnswer::of);
    }

    private boolean exists(String what, HandleAnswer answer) {
        if (answer.isAbsent()) {
            return false;
        }
        expectSuccess(what, answer);
        return true;
    }

    private void expectSuccess(String what, HandleAnswer answer) {
        if (!answer.isSuccess()) {
            throw refusal(what, answer);
        }
    }

    private static <T extends @Nullable Object> CompletionStage<T> orFailed(Supplier<CompletionStage<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
