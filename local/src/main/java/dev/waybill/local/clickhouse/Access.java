package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.util.Base64;
import java.util.Optional;

/** Who may ask: one user. The name and password come in headers, in the address, or as HTTP Basic. */
record Access(String user, String password) {
    void check(Headers headers, Parameters parameters) {
        String name = "default";
        String secret = "";
        String basic = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
        if (basic.startsWith("Basic ")) {
            String pair = new String(decoded(basic.substring(6).strip()), UTF_8);
            int colon = pair.indexOf(':');
            name = colon < 0 ? pair : pair.substring(0, colon);
            secret = colon < 0 ? "" : pair.substring(colon + 1);
        }
        name = Optional.ofNullable(headers.getFirst("X-ClickHouse-User")).orElse(name);
        secret = Optional.ofNullable(headers.getFirst("X-ClickHouse-Key")).orElse(secret);
        name = parameters.take("user").orElse(name);
        secret = parameters.take("password").orElse(secret);
        if (!name.equals(user) || !secret.equals(password)) {
            throw new Refusal(
                    Code.AUTHENTICATION_FAILED,
                    name + ": Authentication failed: password is incorrect, or there is no user with such name.");
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
