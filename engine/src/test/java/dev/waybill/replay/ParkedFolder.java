package dev.waybill.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A folder of parked records: so many, over four partitions and ten keys. Values are {@code n-<number>}. */
record ParkedFolder(Path path) {
    static final Instant AT = Instant.parse("2026-02-03T04:05:06.789Z");

    void park(int count) throws IOException {
        var parked = new ArrayList<ParkedRecord>();
        for (int i = 0; i < count; i++) {
            parked.add(parked(i));
        }
        store().park(parked);
    }

    static ParkedRecord parked(int number) {
        byte[] key = ("key-" + number % 10).getBytes(UTF_8);
        byte[] value = ("n-" + number).getBytes(UTF_8);
        var record = KafkaRecord.of("t", number % 10 % 4, number, key, value);
        String reason = number % 3 == 0 ? "no such account" : "amount: expected a number, got \"" + number + "\"";
        return new ParkedRecord(record, new Failure(FailureClass.POISON, reason, null, null), 1, AT, "sink");
    }

    static String valueOf(KafkaRecord record) {
        byte[] value = record.value();
        return value == null ? "" : new String(value, UTF_8);
    }

    FileFailureStore store() {
        return new FileFailureStore(path);
    }

    FileFailureLog log() {
        return new FileFailureLog(path);
    }

    /** What is still parked, each value as often as it is. */
    List<String> pending() throws IOException {
        return log().list(FailureFilter.ALL, Integer.MAX_VALUE).stream()
                .map(entry -> valueOf(entry.parked().record()))
                .toList();
    }
}
