package dev.waybill.pid.handle;

import java.util.Optional;

/**
 * Where the service has something else than expected.
 *
 * @param field index and type of the value; empty: the whole handle is missing
 * @param expected empty: nothing was expected there
 * @param actual empty: nothing is there
 */
public record HandleDifference(
        String handle, Optional<String> field, Optional<String> expected, Optional<String> actual) {
    @Override
    public String toString() {
        if (field.isEmpty()) {
            return handle + ": there is no such handle";
        }
        return handle + ", " + field.get() + ": expected " + quoted(expected) + ", found " + quoted(actual);
    }

    private static String quoted(Optional<String> text) {
        return text.map(t -> "\"" + t + "\"").orElse("nothing");
    }
}
