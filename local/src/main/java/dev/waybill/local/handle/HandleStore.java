package dev.waybill.local.handle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All records of the service.
 *
 * <p>Thread-safe: everything is guarded by {@code this}; a change is in the journal before it can be read.
 */
final class HandleStore {
    private final Map<String, StoredRecord> records = new TreeMap<>();
    private final Journal journal;

    HandleStore(Journal journal) {
        this.journal = journal;
        journal.replay(records);
    }

    /** Puts a record in place that comes from the settings, not from a caller: it is not journalled. */
    synchronized void preload(HandleName handle, List<StoredValue> values) {
        records.put(handle.key(), StoredRecord.of(handle, values));
    }

    synchronized Optional<StoredRecord> get(HandleName handle) {
        return Optional.ofNullable(records.get(handle.key()));
    }

    /** Creates or replaces the whole record; true where it was not there before. */
    synchronized boolean put(HandleName handle, List<StoredValue> values, boolean overwrite) {
        StoredRecord existing = records.get(handle.key());
        if (existing != null && !overwrite) {
            throw new Refusal(Code.HANDLE_EXISTS, "the handle exists and overwrite=false was asked for");
        }
        save(StoredRecord.of(existing == null ? handle : existing.handle(), values));
        return existing == null;
    }

    synchronized void putValues(HandleName handle, List<StoredValue> values, boolean overwrite) {
        StoredRecord existing = existing(handle);
        for (StoredValue value : values) {
            if (!overwrite && existing.has(value.index())) {
                throw new Refusal(
                        Code.VALUE_EXISTS, "index " + value.index() + " exists and overwrite=false was asked for");
            }
        }
        save(existing.with(values));
    }

    synchronized void delete(HandleName handle) {
        StoredRecord existing = existing(handle);
        journal.deleted(existing.handle());
        records.remove(handle.key());
    }

    synchronized void deleteValues(HandleName handle, Set<Integer> indices) {
        StoredRecord existing = existing(handle);
        if (indices.stream().noneMatch(existing::has)) {
            throw new Refusal(Code.VALUES_NOT_FOUND, "no value with index " + indices);
        }
        save(existing.without(indices::contains));
    }

    /** The handles below a prefix, in their order. */
    synchronized List<String> list(String prefix) {
        String start = HandleName.upperCase(prefix) + "/";
        return records.entrySet().stream()
                .filter(e -> e.getKey().startsWith(start))
                .map(e -> e.getValue().handle().text())
                .toList();
    }

    private StoredRecord existing(HandleName handle) {
        StoredRecord existing = records.get(handle.key());
        if (existing == null) {
            throw new Refusal(Code.HANDLE_NOT_FOUND, "no handle " + handle.text());
        }
        return existing;
    }

    private void save(StoredRecord changed) {
        journal.saved(changed);
        records.put(changed.handle().key(), changed);
    }
}
