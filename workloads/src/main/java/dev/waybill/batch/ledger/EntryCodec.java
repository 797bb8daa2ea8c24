package dev.waybill.batch.ledger;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Entries as the topic has them: JSON. Thread-safe. */
final class EntryCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private EntryCodec() {}

    static byte[] write(Entry entry) {
        return JSON.writeValueAsBytes(entry);
    }

    /** Empty for what no version that we know has written. */
    static Optional<Entry> read(LedgerKey kind, byte[] value) {
        try {
            return Optional.ofNullable(JSON.readValue(value, kind.type()));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
