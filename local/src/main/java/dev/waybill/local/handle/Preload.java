package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The records a service has from the start: one per prefix, naming its administrators, and one per user. */
final class Preload {
    private static final int READABLE_BY_ADMINISTRATORS = 0b1100;

    private Preload() {}

    static void into(HandleStore store, HandleServiceSettings settings, Instant now) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        settings.prefixes().forEach(prefix -> prefix(store, prefix, settings.users(), second));
        settings.users().forEach(user -> user(store, user, second));
    }

    private static void prefix(HandleStore store, String prefix, List<HandleUser> users, Instant now) {
        List<StoredValue.Reference> administrators = users.stream()
                .filter(user -> Authenticator.administers(user, prefix))
                .map(user -> new StoredValue.Reference(user.handle(), user.index()))
                .toList();
        HandleName handle = HandleName.parse("0.NA/" + prefix);
        store.preload(
                handle,
                List.of(
                        administrator(handle.text(), 200, now),
                        StoredValue.of(200, ListForm.TYPE, ListForm.encode(administrators), now)));
    }

    private static void user(HandleStore store, HandleUser user, Instant now) {
        byte[] password = user.password().getBytes(UTF_8);
        store.preload(
                HandleName.parse(user.handle()),
                List.of(
                        administrator(user.handle(), user.index(), now),
                        StoredValue.of(user.index(), "HS_SECKEY", password, now)
                                .withPermissions(READABLE_BY_ADMINISTRATORS)));
    }

    private static StoredValue administrator(String handle, int index, Instant now) {
        var value = Json.MAPPER.createObjectNode();
        value.put("handle", handle).put("index", index).put("permissions", "111111111111");
        return StoredValue.of(100, AdminForm.TYPE, AdminForm.encode(value), now);
    }
}
