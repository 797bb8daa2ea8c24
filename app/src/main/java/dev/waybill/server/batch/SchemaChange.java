package dev.waybill.server.batch;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.Schema;
import dev.waybill.server.http.Refusal;
import java.util.ArrayList;

/** Which changes of a schema a table that has rows can follow: more columns, and nothing else. */
final class SchemaChange {
    private SchemaChange() {}

    /**
     * Refuses what the table cannot follow, with all reasons.
     *
     * @param isUsed whether a job has used the model; else there is no table yet
     */
    static void check(Schema before, Schema after, boolean isUsed) {
        var problems = new ArrayList<String>();
        for (Column column : before.columns()) {
            int place = after.indexOf(column.name());
            if (place < 0) {
                problems.add("column \"" + column.name() + "\" cannot be taken away");
            } else if (!after.columns().get(place).type().equals(column.type())) {
                problems.add(
                        "column \"" + column.name() + "\" is " + column.type().name() + " and cannot become "
                                + after.columns().get(place).type().name());
            }
        }
        if (isUsed && !problems.isEmpty()) {
            throw Refusal.of(
                    409, String.join("; ", problems) + ". Columns can be added; for anything else create a new model");
        }
    }
}
