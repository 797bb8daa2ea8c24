package dev.waybill.local.handle;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** {@code PUT} and {@code DELETE} on {@code /api/handles/{handle}}, whole records and single values. */
final class WriteRoute {
    private static final String VARIOUS = "various";

    private final HandleStore store;
    private final InstantSource clock;
    private final Supplier<String> mint;

    /** @param mint new suffixes, no two alike */
    WriteRoute(HandleStore store, InstantSource clock, Supplier<String> mint) {
        this.store = store;
        this.clock = clock;
        this.mint = mint;
    }

    /** The handle that a request for {@code asked} is about; {@code asked} may lack its suffix when one is minted. */
    HandleName target(String asked, Query query) {
        if (!query.flag("mintNewSuffix", false)) {
            return HandleName.parse(asked);
        }
        return HandleName.parse((asked.indexOf('/') < 0 ? asked + "/" : asked) + mint.get());
    }

    Answer put(HandleName handle, Request request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<StoredValue> values = Body.values(request.body(), now);
        boolean overwrite = request.query().flag("overwrite", true);
        List<String> indices = request.query().all("index");
        if (indices.isEmpty()) {
            boolean created = store.put(handle, values, overwrite);
            return Answer.success().withStatus(created ? 201 : 200).about(handle);
        }
        if (!indices.contains(VARIOUS)) {
            checkOnly(numbers(indices), values);
        }
        store.putValues(handle, values, overwrite);
        return Answer.success().about(handle);
    }

    Answer delete(HandleName handle, Request request) {
        List<String> indices = request.query().all("index");
        if (indices.isEmpty()) {
            store.delete(handle);
        } else {
            store.deleteValues(handle, numbers(indices));
        }
        return Answer.success().about(handle);
    }

    private static void checkOnly(Set<Integer> asked, List<StoredValue> values) {
        for (StoredValue value : values) {
            if (!asked.contains(value.index())) {
                throw new Refusal(
                        Code.INVALID_VALUE, "index " + value.index() + " is in the body but not in the query");
            }
        }
    }

    private static Set<Integer> numbers(List<String> indices) {
        var numbers = new TreeSet<Integer>();
        indices.forEach(text -> numbers.add(Query.number("index", text)));
        return numbers;
    }
}
