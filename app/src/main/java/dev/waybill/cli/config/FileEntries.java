package dev.waybill.cli.config;

import java.util.List;

/** What a file with settings says, key by key with its place, and what is wrong with its form. */
record FileEntries(List<Entry> entries, List<Problem> problems) {
    static final FileEntries NONE = new FileEntries(List.of(), List.of());

    /** One key; quoted and unquoted dots are the same, so that a forgotten quote does no harm. */
    record Entry(String key, Object value, Origin origin) {
        @Override
        public String toString() {
            return key + " (" + origin + ")"; // the value may be a secret
        }
    }
}
