package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import org.jspecify.annotations.Nullable;

/** An event as a line of text, for histories that several processes write. */
final class EventLine {
    private static final String NONE = "-";
    private static final int FIELDS = 5;

    private EventLine() {}

    static String of(Event event) {
        return String.join(
                "\t",
                Long.toString(event.nanos()),
                event.kind().name(),
                event.owner(),
                event.at() == null ? NONE : place(event.at()),
                event.detail());
    }

    private static String place(Position at) {
        return at.topic() + " " + at.partition() + " " + at.offset();
    }

    static Event parse(String line) {
        String[] fields = line.split("\t", FIELDS);
        return new Event(Long.parseLong(fields[0]), Kind.valueOf(fields[1]), fields[2], position(fields[3]), fields[4]);
    }

    private static @Nullable Position position(String place) {
        if (place.equals(NONE)) {
            return null;
        }
        String[] parts = place.split(" ", 3);
        return new Position(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }
}
