package dev.waybill.local.handle;

import java.util.List;
import java.util.Optional;

/** {@code GET /api/handles/{handle}}: all values, or those asked for by {@code index} or {@code type}. */
final class ReadRoute {
    private final HandleStore store;
    private final Authenticator authenticator;

    ReadRoute(HandleStore store, Authenticator authenticator) {
        this.store = store;
        this.authenticator = authenticator;
    }

    Answer answer(HandleName handle, Request request) {
        boolean publicOnly = publicOnly(handle, request);
        StoredRecord record =
                store.get(handle).orElseThrow(() -> new Refusal(Code.HANDLE_NOT_FOUND, "no handle " + handle.text()));
        List<StoredValue> values = record.values().stream()
                .filter(v -> v.isPublic() || !publicOnly)
                .filter(v -> isAskedFor(v, request.query()))
                .toList();

        Answer answer = values.isEmpty() ? Answer.of(Code.VALUES_NOT_FOUND).withStatus(200) : Answer.success();
        answer.about(handle);
        var array = answer.body().putArray("values");
        values.forEach(value -> array.add(ValueCodec.encode(value)));
        return answer;
    }

    /** Who is not known sees public values; an administrator sees all, unless asking for the public view. */
    private boolean publicOnly(HandleName handle, Request request) {
        Optional<HandleUser> caller = authenticator.caller(request);
        boolean publicOnly = request.query().flag("publicOnly", caller.isEmpty());
        if (!publicOnly && caller.isEmpty()) {
            throw new Refusal(Code.AUTHENTICATION_NEEDED, "values that are not public need authentication");
        }
        return publicOnly || !Authenticator.administers(caller.orElseThrow(), handle.governingPrefix());
    }

    private static boolean isAskedFor(StoredValue value, Query query) {
        List<String> indices = query.all("index");
        List<String> types = query.all("type");
        if (indices.isEmpty() && types.isEmpty()) {
            return true;
        }
        return indices.stream().anyMatch(i -> Query.number("index", i) == value.index())
                || types.stream().anyMatch(t -> matches(t, value.type()));
    }

    /** A trailing dot asks for all subtypes: {@code LOC.} for {@code LOC.A} and {@code LOC} itself. */
    private static boolean matches(String asked, String type) {
        if (!asked.endsWith(".")) {
            return asked.equals(type);
        }
        return type.startsWith(asked) || type.equals(asked.substring(0, asked.length() - 1));
    }
}
