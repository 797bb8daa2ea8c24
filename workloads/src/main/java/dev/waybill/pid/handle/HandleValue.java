package dev.waybill.pid.handle;

import tools.jackson.databind.JsonNode;

/**
 * One typed value of a handle record.
 *
 * @param index its place in the record, 1 or more; unique within the record
 * @param type for example {@code URL} or {@code HAS_PARTS}; case sensitive
 * @param data what goes into the {@code data} member: a JSON string, a JSON number, or an object with {@code format}
 *     and {@code value}
 */
public record HandleValue(int index, String type, JsonNode data) {
    public HandleValue {
        if (index < 1) {
            throw new IllegalArgumentException("the index of a handle value must be 1 or more, got " + index);
        }
    }
}
