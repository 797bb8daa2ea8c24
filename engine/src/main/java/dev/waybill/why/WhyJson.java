package dev.waybill.why;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@link Why} for a program: fixed names, numbers as numbers, times in UTC, null where something is not known. */
public final class WhyJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private WhyJson() {}

    public static String write(Why why) {
        var node = JSON.createObjectNode();
        node.put("pipeline", why.pipeline());
        node.put("at", why.at().toString());
        put(node, why.progress());
        node.put("answer", WhyText.answer(why));
        put(node, why.load());
        put(node.putObject("totals"), why.totals().done());
        put(node.putObject("breaker"), why.breaker());
        node.put("repeats_if_killed", why.repeatsIfKilled());
        var partitions = node.putArray("partitions");
        why.partitions().forEach(p -> put(partitions.addObject(), p, why.at()));
        var oldest = node.putArray("in_flight_records");
        why.oldest().forEach(one -> put(oldest.addObject(), one));
        return JSON.writeValueAsString(node);
    }

    private static void put(ObjectNode node, PartitionWhy partition, Instant at) {
        node.put("topic", partition.topic());
        node.put("partition", partition.partition());
        put(node, partition.progress());
        var offsets = partition.offsets();
        put(node, "committed", offsets.committed());
        put(node, "head", offsets.head());
        put(node, "next", offsets.next());
        put(node, "log_end", offsets.end());
        put(node, "lag", offsets.lag());
        node.put("span", offsets.span());
        node.put("held", offsets.held());
        put(node, partition.load());
        node.put("repeats_if_killed", partition.repeatsIfKilled());
        if (partition.blocking().isPresent()) {
            put(node.putObject("blocking"), partition.blocking().get());
        } else {
            node.putNull("blocking");
        }
        putRetention(node.putObject("retention"), partition, at);
    }

    private static void put(ObjectNode node, Underway one) {
        node.put("topic", one.topic());
        node.put("partition", one.partition());
        put(node, one.record());
    }

    private static void put(ObjectNode node, Totals.Done done) {
        node.put("delivered", done.delivered());
        node.put("filtered", done.filtered());
        node.put("parked", done.parked());
        node.put("failed_attempts", done.failedAttempts());
    }

    private static void put(ObjectNode node, Progress progress) {
        node.put("state", progress.state().code());
        node.put("since", progress.since().toString());
    }

    private static void put(ObjectNode node, SinkBreaker breaker) {
        var outage = breaker.outage();
        node.put("state", SinkBreaker.code(breaker.state()));
        node.put("allowance", breaker.allowance());
        node.put("opened", breaker.opened());
        node.put("since", outage.map(o -> o.since().toString()).orElse(null));
        node.put("class", outage.map(Outage::classCode).orElse(null));
        node.put("error", outage.map(Outage::error).orElse(null));
        node.put(
                "next_probe",
                outage.flatMap(Outage::nextProbe).map(Instant::toString).orElse(null));
    }

    private static void put(ObjectNode node, Load load) {
        node.put("unfinished", load.unfinished());
        node.put("unfinished_bytes", load.unfinishedBytes());
        node.put("in_flight", load.inFlight());
        node.put("in_flight_bytes", load.inFlightBytes());
        node.putObject("waiting")
                .put("turn", load.waiting().turn())
                .put("retry", load.waiting().retry())
                .put("parking", load.waiting().parking())
                .put("gather", load.waiting().gather());
    }

    private static void put(ObjectNode node, Blocking blocking) {
        node.put("offset", blocking.offset());
        node.put("key", blocking.key().orElse(null));
        node.put("timestamp", blocking.timestamp().map(Instant::toString).orElse(null));
        node.put("where", blocking.where().code());
        put(
                node,
                "age_seconds",
                blocking.where() == Whereabouts.NOT_SEEN ? Optional.empty() : Optional.of(blocking.age()));
        var attempts = blocking.attempts();
        node.put("attempts", attempts.begun());
        node.put("class", attempts.lastClassCode().orElse(null));
        node.put("error", attempts.lastError().orElse(null));
        node.put("next_attempt", attempts.next().map(Instant::toString).orElse(null));
    }

    private static void putRetention(ObjectNode node, PartitionWhy partition, Instant at) {
        var retention = partition.retention();
        put(node, "log_start", retention.logStart());
        put(node, "seconds", retention.time());
        put(node, "bytes", retention.bytes());
        put(node, "size_bytes", retention.size());
        node.put("deleted_from", retention.deletedFrom().map(Instant::toString).orElse(null));
        put(node, "margin_seconds", retention.margin(at));
        node.put("lost_records", retention.lost(partition.offsets().head()));
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static void put(ObjectNode node, String name, Optional<Duration> value) {
        if (value.isPresent()) {
            node.put(name, seconds(value.get()));
        } else {
            node.putNull(name);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
