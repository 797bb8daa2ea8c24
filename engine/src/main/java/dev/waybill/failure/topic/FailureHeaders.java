package dev.waybill.failure.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a parked record: the original ones, untouched and in front, then ours. The last of ours says how many of
 * them are original, so that a record whose own headers look like ours is read back as it was.
 */
final class FailureHeaders {
    static final String PREFIX = "waybill-failed-";
    static final String CLAIM = PREFIX + "claim-sha256";
    private static final String ORIGINAL_COUNT = PREFIX + "headers";
    private static final int LONGEST_REASON = 4_096;

    private FailureHeaders() {}

    /**
     * All headers of one parked record.
     *
     * @param claim names the file that holds the value, where that is too large for the topic
     */
    static List<Header> write(ParkedRecord parked, String group, @Nullable String claim) {
        KafkaRecord record = parked.record();
        Failure failure = parked.failure();
        var headers = new ArrayList<>(record.headers());
        add(headers, "topic", record.topic());
        add(headers, "partition", record.partition());
        add(headers, "offset", record.offset());
        add(headers, "timestamp", record.timestamp());
        add(headers, "class", failure.failureClass().name().toLowerCase(Locale.ROOT));
        add(headers, "step", parked.step());
        add(headers, "reason", CauseText.bounded(failure.reason(), LONGEST_REASON));
        add(headers, "fingerprint", parked.fingerprint());
        add(headers, "attempts", parked.attempts());
        add(headers, "retries", record.attempt());
        add(headers, "at", parked.at().toEpochMilli());
        add(headers, "group", group);
        if (failure.cause() != null) {
            add(headers, "cause", CauseText.of(failure.cause()));
        }
        if (claim != null) {
            headers.add(new Header(CLAIM, claim.getBytes(UTF_8)));
        }
        headers.add(new Header(ORIGINAL_COUNT, bytes(record.headers().size())));
        return headers;
    }

    private static void add(List<Header> headers, String name, Object value) {
        headers.add(new Header(PREFIX + name, bytes(value)));
    }

    private static byte[] bytes(Object value) {
        return value.toString().getBytes(UTF_8);
    }

    /** The headers as the Kafka client takes them. */
    static RecordHeaders toKafka(List<Header> headers) {
        var all = new RecordHeaders();
        headers.forEach(header -> all.add(header.name(), header.value()));
        return all;
    }

    /**
     * What the headers of a parked record say.
     *
     * @throws IllegalArgumentException with a reason for a person, if they are none of ours
     */
    static Parsed read(List<Header> headers) {
        if (headers.isEmpty() || !headers.get(headers.size() - 1).name().equals(ORIGINAL_COUNT)) {
            throw new IllegalArgumentException("expected the header " + ORIGINAL_COUNT + " in the last place, got "
                    + (headers.isEmpty()
                            ? "no headers"
                            : "\"" + headers.get(headers.size() - 1).name() + "\"")
                    + "; only Waybill writes to this topic");
        }
        long originals =
                new Parsed(List.of(), byName(headers.subList(headers.size() - 1, headers.size()))).number("headers");
        if (originals < 0 || originals >= headers.size()) {
            throw new IllegalArgumentException(
                    ORIGINAL_COUNT + ": expected a number below " + headers.size() + ", got " + originals);
        }
        int first = (int) originals;
        return new Parsed(List.copyOf(headers.subList(0, first)), byName(headers.subList(first, headers.size())));
    }

    private static Map<String, String> byName(List<Header> headers) {
        var byName = new HashMap<String, String>();
        for (Header header : headers) {
            byte[] value = header.value();
            byName.put(header.name(), value == null ? "" : new String(value, UTF_8));
        }
        return byName;
    }

    /** The original headers, and ours by name. */
    record Parsed(List<Header> original, Map<String, String> ours) {
        String text(String name) {
            String value = ours.get(PREFIX + name);
            if (value == null) {
                throw new IllegalArgumentException("expected a header " + PREFIX + name + ", got none");
            }
            return value;
        }

        long number(String name) {
            String value = text(name);
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        PREFIX + name + ": expected a whole number, got \"" + value + "\"", e);
            }
        }

        int smallNumber(String name) {
            return Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number(name))));
        }

        @Nullable
        String claim() {
            return ours.get(CLAIM);
        }

        /** The parked record, once its key and value are at hand. */
        ParkedRecord parked(byte @Nullable [] key, byte @Nullable [] value) {
            var record = new KafkaRecord(
                    text("topic"),
                    smallNumber("partition"),
                    number("offset"),
                    number("timestamp"),
                    key,
                    value,
                    original,
                    smallNumber("retries"));
            var failure = new Failure(failureClass(), text("reason"), null, null);
            var at = Instant.ofEpochMilli(number("at"));
            return new ParkedRecord(record, failure, smallNumber("attempts"), at, text("step"));
        }

        private FailureClass failureClass() {
            String value = text("class");
            try {
                return FailureClass.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        PREFIX + "class: expected a failure class, got \"" + value + "\"", e);
            }
        }
    }
}
