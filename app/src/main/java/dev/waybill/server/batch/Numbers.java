package dev.waybill.server.batch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers and switches in a request. */
final class Numbers {
    private Numbers() {}

    static Optional<Long> at(@Nullable String text, long least, long most, String... place) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("[0-9]{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return Optional.of(value);
            }
        }
        throw Refusals.wrong(text, "expected a number from " + least + " to " + most, place);
    }

    static boolean isSet(@Nullable String text, String... place) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw Refusals.wrong(text, "expected true or false", place);
    }
}
