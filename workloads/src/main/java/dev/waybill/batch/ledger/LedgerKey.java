package dev.waybill.batch.ledger;

import java.util.Locale;
import java.util.Optional;

/** The kinds of keys, and what an entry of each is. */
enum LedgerKey {
    MODEL(Entry.ModelEntry.class),
    JOB(Entry.JobEntry.class),
    BEGUN(Entry.BegunEntry.class),
    BLOCK(Entry.BlockEntry.class),
    CANCEL(Entry.CancelEntry.class),
    REMOVED(Entry.RemovedEntry.class),
    GONE(Entry.GoneEntry.class);

    private final Class<? extends Entry> type;

    LedgerKey(Class<? extends Entry> type) {
        this.type = type;
    }

    Class<? extends Entry> type() {
        return type;
    }

    String of(String id) {
        return word() + "/" + id;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a key of a later version. */
    static Optional<LedgerKey> kindOf(String key) {
        for (LedgerKey kind : values()) {
            if (key.startsWith(kind.word() + "/")) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What follows the kind. */
    String id(String key) {
        return key.substring(name().length() + 1);
    }
}
