package dev.waybill.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a process, or its brokers, said to {@code /why}; docs/reference/why.md has the form. */
record Said(JsonNode why) {
    /** The state of a group whose brokers alone were asked. */
    private static final String NOT_SEEN = "not_seen";

    String pipeline() {
        return why.path("pipeline").asString("");
    }

    /** Deliveries in a second since {@code before}; null where time stood still, or it began anew. */
    @Nullable
    Double perSecond(Said before) {
        double seconds = Duration.between(before.at(), at()).toMillis() / 1000.0;
        long delivered = delivered() - before.delivered();
        return seconds <= 0 || delivered < 0 ? null : Math.round(10 * delivered / seconds) / 10.0;
    }

    private Instant at() {
        return Instant.parse(why.path("at").asString());
    }

    private long delivered() {
        return why.path("totals").path("delivered").asLong(0);
    }

    Standing standing(String what, @Nullable Double perSecond, String where) {
        String state = why.path("state").asString("");
        return new Standing(
                what,
                pipeline(),
                state,
                perSecond,
                unfinished(),
                oldest(),
                isBlocked(state) ? why.path("since").asString() : null,
                why.path("breaker").path("state").isString()
                        ? why.path("breaker").path("state").asString()
                        : null,
                where);
    }

    /** A group's processes are not asked: of it is known what is not committed. */
    private @Nullable Long unfinished() {
        if (why.path("unfinished").isNumber() && !why.path("state").asString("").equals(NOT_SEEN)) {
            return why.path("unfinished").asLong();
        }
        var lags = StreamSupport.stream(why.path("partitions").spliterator(), false)
                .map(partition -> partition.path("lag"))
                .filter(JsonNode::isNumber)
                .toList();
        return lags.isEmpty() ? null : lags.stream().mapToLong(JsonNode::asLong).sum();
    }

    private @Nullable Long oldest() {
        OptionalDouble oldest = StreamSupport.stream(why.path("partitions").spliterator(), false)
                .map(partition -> partition.path("blocking").path("age_seconds"))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::asDouble)
                .max();
        return oldest.isPresent() ? (long) oldest.getAsDouble() : null;
    }

    private static boolean isBlocked(String state) {
        return state.equals("stuck") || state.equals("waiting_for_sink") || state.equals("stopped");
    }
}
