package dev.waybill.guarantee;

import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** R6, by the failure stores themselves: each record that was parked is there, byte by byte. */
final class ParkedOnDisk implements Rule {
    private final Map<Position, Set<String>> stored = new HashMap<>();

    /** What is in the stores in {@code folder} whose names begin with {@code prefix}. */
    static ParkedOnDisk in(Path folder, String prefix) throws IOException {
        var rule = new ParkedOnDisk();
        try (var stores = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path store : stores) {
                for (var entry : new FileFailureLog(store).list(FailureFilter.ALL, Integer.MAX_VALUE)) {
                    var record = entry.parked().record();
                    rule.stored
                            .computeIfAbsent(record.position(), p -> new HashSet<>())
                            .add(Event.content(record));
                }
            }
        }
        return rule;
    }

    @Override
    public List<String> violations(List<Event> history) {
        var violations = new ArrayList<String>();
        Map<Position, String> produced = new HashMap<>();
        for (Event event : history) {
            if (event.is(Kind.PRODUCED)) {
                produced.put(event.position(), event.detail());
            } else if (event.is(Kind.PARKED) && !stored.containsKey(event.position())) {
                violations.add(event.position() + " was parked, but is in no store");
            }
        }
        stored.forEach((at, contents) -> {
            if (!contents.equals(Set.of(Objects.requireNonNullElse(produced.get(at), "nothing")))) {
                violations.add(at + " is stored as " + contents + ", but was produced as " + produced.get(at));
            }
        });
        return violations;
    }
}
