package dev.waybill.batch.work;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.store.TableColumn;
import dev.waybill.batch.store.Tables;
import dev.waybill.failure.DeliveryException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Schemas of models whose tables are there. Thread-safe: of threads that want the same one, one prepares and the others wait. */
final class PreparedModels {
    private final Tables tables;
    private final Map<String, Schema> ready = new ConcurrentHashMap<>();
    private final Map<String, FutureTask<Schema>> underWay = new ConcurrentHashMap<>();

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
        var mine = new FutureTask<>(() -> prepared(model));
        var first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            return result(first, key);
        }
        try {
            mine.run();
            var schema = result(mine, key);
            ready.put(key, schema);
            return schema;
        } finally {
            underWay.remove(key);
        }
    }

    private Schema prepared(ModelEntry model) {
        var schema = Schema.parse(model.schema());
        tables.prepareData(
                model.id(),
                schema.columns().stream()
                        .map(column ->
                                new TableColumn(column.name(), column.type().name()))
                        .toList());
        tables.prepareRejected();
        return schema;
    }

    private static Schema result(FutureTask<Schema> task, String key) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryException.retriable("model " + key + ": interrupted while its tables were prepared", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("model " + key + ": " + e.getCause(), e);
        }
    }

    /** Looks again at every table: one may have been dropped. */
    void forget() {
        ready.clear();
    }
}
