package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.record.KafkaRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event that is going to be sent.
 *
 * @param name the file it came from, or what it is
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record DemoEvent(String name, byte @Nullable [] key, byte @Nullable [] value) {
    /** An event under the key a publisher gives it, so that the events of one dataset share a partition. */
    static DemoEvent keyed(String name, byte @Nullable [] value) {
        String dataset = PidPlanner.datasetIdOf(KafkaRecord.of(name, 0, 0, null, value));
        return new DemoEvent(name, (dataset.isEmpty() ? name : dataset).getBytes(UTF_8), value);
    }

    DemoEvent withoutKey() {
        return new DemoEvent(name + ", without a key", null, value);
    }

    /** The record it would be, at no place in particular. */
    KafkaRecord unsent() {
        return KafkaRecord.of(name, 0, 0, key, value);
    }
}
