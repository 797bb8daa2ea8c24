package dev.waybill.guarantee;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands for each record of a history among others: its key, or its position where it has none. */
final class Keys {
    private final Map<Position, String> byPosition = new HashMap<>();

    Keys(List<Event> history) {
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                String key = Event.key(event.detail());
                byPosition.put(event.position(), key == null ? event.position().toString() : key);
            }
        }
    }

    String of(Position position) {
        return byPosition.getOrDefault(position, "");
    }
}
