package dev.waybill.batch.check;

import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Cells;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells whose name is not in the model, or is in the header a second time. What is in them would be lost, so that their rows do not
 * fit; a cell without name and content is nothing.
 */
final class Extras {
    private record Extra(int cell, String name, boolean isTwice) {}

    private final List<Extra> extras;

    private Extras(List<Extra> extras) {
        this.extras = extras;
    }

    static Extras of(Schema schema, List<String> header) {
        var extras = new ArrayList<Extra>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            boolean isTwice = header.indexOf(name) < i;
            if (isTwice || schema.indexOf(name) < 0) {
                extras.add(new Extra(i, name, isTwice && !name.isEmpty()));
            }
        }
        return new Extras(extras);
    }

    boolean areAbsent(Cells cells) {
        for (Extra extra : extras) {
            if (isThere(extra, cells)) {
                return false;
            }
        }
        return true;
    }

    void explain(Cells cells, Flaws flaws) {
        for (Extra extra : extras) {
            if (isThere(extra, cells) && !flaws.isBeyond()) {
                flaws.add(Flaw.extra(extra.name(), extra.isTwice(), RowCheck.observed(cells, extra.cell())));
            }
        }
    }

    private static boolean isThere(Extra extra, Cells cells) {
        return cells.has(extra.cell())
                && !(extra.name().isEmpty() && cells.begin(extra.cell()) == cells.end(extra.cell()));
    }
}
