package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who a caller is: HTTP Basic authentication, the user name being {@code index:handle} percent-encoded, the password
 * compared with the secret key value that stands at that index of that handle.
 */
final class Authenticator {
    private static final String SCHEME = "basic ";

    private final HandleStore store;
    private final List<HandleUser> users;

    Authenticator(HandleStore store, List<HandleUser> users) {
        this.store = store;
        this.users = users;
    }

    /** Empty where the caller does not say who it is; refuses one that says it wrongly. */
    Optional<HandleUser> caller(Request request) {
        return request.authorization().map(this::authenticate);
    }

    HandleUser administratorOf(HandleName handle, Request request) {
        return administratorOf(handle.governingPrefix(), request);
    }

    HandleUser administratorOf(String prefix, Request request) {
        HandleUser user = caller(request)
                .orElseThrow(() -> new Refusal(Code.AUTHENTICATION_NEEDED, "this needs an administrator of " + prefix));
        if (!administers(user, prefix)) {
            throw new Refusal(Code.INSUFFICIENT_PERMISSIONS, user + " does not administer prefix " + prefix);
        }
        return user;
    }

    static boolean administers(HandleUser user, String prefix) {
        return user.prefixes().stream().anyMatch(p -> HandleName.upperCase(p).equals(HandleName.upperCase(prefix)));
    }

    private HandleUser authenticate(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new Refusal(Code.AUTHENTICATION_NEEDED, "expected HTTP Basic authentication");
        }
        String pair = decode(header.substring(SCHEME.length()).trim());
        int colon = pair.indexOf(':');
        String name = colon < 0 ? "" : Percent.decode(pair.substring(0, colon));
        int index = name.indexOf(':');
        if (index < 0 || !name.substring(0, index).matches("[0-9]{1,9}")) {
            throw new Refusal(
                    Code.INVALID_CREDENTIAL, "expected a user name of the form index:handle, percent-encoded");
        }
        HandleName handle = HandleName.parse(name.substring(index + 1));
        return authenticate(Integer.parseInt(name.substring(0, index)), handle, pair.substring(colon + 1));
    }

    private HandleUser authenticate(int index, HandleName handle, String password) {
        StoredValue secret = store.get(handle).stream()
                .flatMap(r -> r.values().stream())
                .filter(v -> v.index() == index && v.type().equals("HS_SECKEY"))
                .findFirst()
                .orElseThrow(() -> new Refusal(Code.INVALID_ADMIN, "no secret key at " + index + ":" + handle.text()));
        if (!MessageDigest.isEqual(secret.data(), password.getBytes(UTF_8))) {
            throw new Refusal(
                    Code.AUTHENTICATION_FAILED, "the secret of " + index + ":" + handle.text() + " is another one");
        }
        return users.stream()
                .filter(u ->
                        u.index() == index && HandleName.parse(u.handle()).key().equals(handle.key()))
                .findFirst()
                .orElseGet(() -> new HandleUser(index, handle.text(), "", List.of()));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Code.INVALID_CREDENTIAL, "the Authorization header is no base64");
        }
    }
}
