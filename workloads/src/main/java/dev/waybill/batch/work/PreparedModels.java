package dev.waybill.batch.work;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.store.TableColumn;
import dev.waybill.batch.store.Tables;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Schemas of models whose tables are there. Thread-safe: two threads may prepare the same table, which changes nothing. */
final class PreparedModels {
    private final Tables tables;
    private final Map<String, Schema> ready = new ConcurrentHashMap<>();

    PreparedModels(Tables tables) {
        this.tables = tables;
    }

    /** The schema of this version; its tables are there when this returns. */
    Schema schema(ModelEntry model) {
        String key = model.id() + "/" + model.version();
        Schema known = ready.get(key);
        if (known != null) {
            return known;
        }
        var schema = Schema.parse(model.schema());
        tables.prepareData(
                model.id(),
                schema.columns().stream()
                        .map(column ->
                                new TableColumn(column.name(), column.type().name()))
                        .toList());
        tables.prepareRejected();
        ready.put(key, schema);
        return schema;
    }

    /** Looks again at every table: one may have been dropped. */
    void forget() {
        ready.clear();
    }
}
