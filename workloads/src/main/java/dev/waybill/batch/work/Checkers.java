package dev.waybill.batch.work;

import dev.waybill.batch.check.Checked;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Row checkers at rest, with their buffers: no more than ever worked at once. Thread-safe. */
final class Checkers {
    private static final int MOST_AT_REST = 16;

    private final ConcurrentLinkedDeque<Resting> resting = new ConcurrentLinkedDeque<>();

    private record Resting(Schema schema, RowChecker checker) {}

    /** See {@link RowChecker#check(Rows, Map)}. */
    Checked check(Schema schema, Rows rows, Map<Integer, String> refused) {
        var checker = take(schema);
        var checked = checker.check(rows, refused);
        resting.addFirst(new Resting(schema, checker));
        if (resting.size() > MOST_AT_REST) {
            resting.pollLast();
        }
        return checked;
    }

    private RowChecker take(Schema schema) {
        for (Resting one : resting) {
            if (one.schema().equals(schema) && resting.remove(one)) {
                return one.checker();
            }
        }
        return new RowChecker(schema);
    }
}
