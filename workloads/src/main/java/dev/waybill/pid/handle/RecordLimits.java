package dev.waybill.pid.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a Handle service would refuse, found before anything is sent. */
final class RecordLimits {
    static final int MOST_VALUES = 2_048;
    static final int LONGEST_HANDLE = 2_048;

    /** Of a protocol message without values: header, empty credential, two lengths. */
    private static final int MESSAGE = 24 + 4 + 4 + 4;

    /** Of a value without its type and data: index, timestamp, ttl, permissions, three lengths. */
    private static final int VALUE = 4 + 4 + 5 + 1 + 3 * 4;

    private final int largestRecord;

    RecordLimits(int largestRecord) {
        this.largestRecord = largestRecord;
    }

    void check(HandleRecord record) {
        String handle = record.handle();
        int length = handle.getBytes(UTF_8).length;
        if (length > LONGEST_HANDLE) {
            throw DeliveryException.poison("the handle " + handle.substring(0, 60) + "... has " + length
                    + " bytes, a Handle service takes " + LONGEST_HANDLE);
        }
        if (record.values().size() > MOST_VALUES) {
            throw DeliveryException.poison(handle + " has " + record.values().size()
                    + " values, a Handle service takes " + MOST_VALUES + "; nothing was sent");
        }
        checkForms(record);
        long size = size(record);
        if (size > largestRecord) {
            throw DeliveryException.poison(handle + " has " + size + " bytes, more than handle.max_record_bytes = "
                    + largestRecord + "; nothing was sent. The largest value is " + largest(record)
                    + ". Lower max_parts, or raise handle.max_record_bytes if your service takes more");
        }
    }

    /** Bytes of the protocol message that the record becomes behind the REST interface; with an administrator, a few more. */
    static long size(HandleRecord record) {
        long size = MESSAGE + (long) record.handle().getBytes(UTF_8).length;
        for (HandleValue value : record.values()) {
            size += VALUE + value.type().getBytes(UTF_8).length + size(value.data());
        }
        return size;
    }

    private static void checkForms(HandleRecord record) {
        Set<Integer> indices = new HashSet<>();
        for (HandleValue value : record.values()) {
            if (!indices.add(value.index())) {
                throw DeliveryException.poison(named(record, value) + ": this index occurs more than once");
            }
            JsonNode data = value.data();
            boolean isPlain = data.isString() || data.isNumber() || data.isBoolean();
            boolean isFormatted = data.isObject() && data.path("format").isString() && data.has("value");
            if (!isPlain && !isFormatted) {
                throw DeliveryException.poison(named(record, value)
                        + ": expected a text, a number or an object with format and value, got "
                        + data.getNodeType().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String named(HandleRecord record, HandleValue value) {
        return record.handle() + ", value " + value.index() + " " + value.type();
    }

    private static String largest(HandleRecord record) {
        return record.values().stream()
                .max((a, b) -> Integer.compare(size(a.data()), size(b.data())))
                .map(v -> v.type() + " with " + size(v.data()) + " bytes")
                .orElse("none");
    }

    private static int size(JsonNode data) {
        if (!data.isObject()) {
            return data.asString().getBytes(UTF_8).length;
        }
        JsonNode value = data.path("value");
        return (value.isString() ? value.asString() : value.toString()).getBytes(UTF_8).length;
    }
}
