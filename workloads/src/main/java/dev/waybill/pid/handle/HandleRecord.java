package dev.waybill.pid.handle;

import java.util.List;
import java.util.Optional;

/**
 * A handle with all its values.
 *
 * @param handle {@code prefix/suffix}, without {@code hdl:}
 */
public record HandleRecord(String handle, List<HandleValue> values) {
    public HandleRecord {
        values = List.copyOf(values);
    }

    /** The first value of that type. */
    public Optional<HandleValue> value(String type) {
        return values.stream().filter(v -> v.type().equals(type)).findFirst();
    }
}
