package dev.waybill.local.handle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** A handle as it was first spelled, with its values in the order of their indices. */
record StoredRecord(HandleName handle, List<StoredValue> values) {
    StoredRecord {
        values = List.copyOf(values);
    }

    static StoredRecord of(HandleName handle, Collection<StoredValue> values) {
        var byIndex = new TreeMap<Integer, StoredValue>();
        for (StoredValue value : values) {
            if (value.index() < 1) {
                throw new Refusal(Code.INVALID_VALUE, "an index is 1 or more, got " + value.index());
            }
            if (byIndex.put(value.index(), value) != null) {
                throw new Refusal(Code.INVALID_VALUE, "index " + value.index() + " occurs more than once");
            }
        }
        MessageLimits.check(handle, byIndex.values());
        return new StoredRecord(handle, List.copyOf(byIndex.values()));
    }

    boolean has(int index) {
        return values.stream().anyMatch(v -> v.index() == index);
    }

    StoredRecord with(Collection<StoredValue> changed) {
        StoredRecord change = of(handle, changed);
        var all = new ArrayList<StoredValue>(change.values);
        values.stream().filter(v -> !change.has(v.index())).forEach(all::add);
        return of(handle, all);
    }

    StoredRecord without(IntPredicate index) {
        return new StoredRecord(
                handle, values.stream().filter(v -> !index.test(v.index())).toList());
    }
}
