package dev.waybill.pid.handle;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.settings.HandleSettings;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Handle service can be worked with, asked without writing.
 *
 * <p>Reads the user's own handle with the credentials, then asks for an empty page of the prefix's handles. A service may
 * keep its list to itself: that is no reason not to start.
 */
final class AccessCheck {
    private static final int NOT_SUPPORTED = 5;
    private static final int NO_PERMISSION = 401;
    private static final Set<Integer> KEEPS_ITS_LIST = Set.of(NOT_SUPPORTED, NO_PERMISSION);

    private final HandleClient client;
    private final HandleSettings settings;

    AccessCheck(HandleClient client, HandleSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    CompletionStage<@Nullable Void> run() {
        String name = settings.username();
        int colon = name.indexOf(':');
        if (colon < 1 || name.indexOf('/', colon) < 0) {
            return CompletableFuture.failedFuture(DeliveryException.misconfigured(
                    "handle.username: expected index:handle, for example 300:21.TEST/testuser, got \"" + name + "\""));
        }
        String own = name.substring(colon + 1);
        return client.ask(own)
                .thenCompose(answer -> {
                    if (answer.isAbsent()) {
                        throw DeliveryException.misconfigured("there is no handle " + own + " at " + settings.server()
                                + "; check handle.username and handle.server_url");
                    }
                    // A user may live at another service: code 301 says nothing about the credentials.
                    if (!answer.isSuccess() && answer.code() != HandleAnswer.NOT_RESPONSIBLE) {
                        throw client.refusal("GET " + own, answer);
                    }
                    return client.askForList(settings.prefix());
                })
                .thenApply(answer -> {
                    if (!answer.isSuccess() && !KEEPS_ITS_LIST.contains(answer.code())) {
                        throw client.refusal("list of handles below " + settings.prefix(), answer);
                    }
                    return null;
                });
    }
}
