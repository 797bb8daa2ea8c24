package dev.waybill.server.console.inbox;

import dev.waybill.jobs.view.Rows;
import dev.waybill.server.console.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read of the jobs' tables found, for a person.
 */
record Table(List<String> columns, List<Row> rows) {
    private static final int LONGEST = 300;

    /** One row; its first cell leads to {@code path}, unless that is empty. */
    record Row(String path, List<String> cells) {}

    /**
     * All of it.
     *
     * @param prefix what stands before the first cell in the address it leads to; empty for none
     */
    static Table of(Rows found, String prefix, Instant now) {
        var rows = new ArrayList<Row>();
        for (List<@Nullable Object> row : found.rows()) {
            var cells = row.stream().map(value -> text(value, now)).toList();
            rows.add(new Row(prefix.isEmpty() ? "" : prefix + row.get(0), cells));
        }
        return new Table(found.columns().stream().map(c -> c.replace('_', ' ')).toList(), rows);
    }

    /** One row, standing: names and values. */
    static List<OneRecord.Fact> standing(Rows found, Instant now) {
        var facts = new ArrayList<OneRecord.Fact>();
        found.named(0)
                .forEach((name, value) -> facts.add(new OneRecord.Fact(name.replace('_', ' '), text(value, now))));
        return facts;
    }

    private static String text(@Nullable Object value, Instant now) {
        if (value == null) {
            return Shown.NOTHING;
        }
        if (value instanceof Instant moment) {
            var age = Duration.between(moment, now);
            return Shown.moment(moment)
                    + (age.isNegative() ? " (in " : " (")
                    + Shown.time(age)
                    + (age.isNegative() ? ")" : " ago)");
        }
        if (value instanceof Long || value instanceof Integer) {
            return value.toString();
        }
        String text = value.toString();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
