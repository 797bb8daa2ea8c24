package dev.waybill.local.handle;

import java.util.Map;

/** Where changes go so that a restart finds them. Called by the store only, under its lock. */
interface Journal extends AutoCloseable {
    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public void replay(Map<String, StoredRecord> into) {}

        @Override
        public void saved(StoredRecord changed) {}

        @Override
        public void deleted(HandleName handle) {}

        @Override
        public void close() {}
    };

    void replay(Map<String, StoredRecord> into);

    void saved(StoredRecord changed);

    void deleted(HandleName handle);

    @Override
    void close();
}
