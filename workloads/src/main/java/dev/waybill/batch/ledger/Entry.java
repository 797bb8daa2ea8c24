package dev.waybill.batch.ledger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the ledger is told. The last entry of a key counts, so whatever is said twice changes nothing. */
public sealed interface Entry {
    /** The key of its record. */
    String key();

    /**
     * A model, as its last change left it.
     *
     * @param id 8 hexadecimal digits
     * @param schema the JSON object of column and type, word by word as it was given
     * @param version 1 for a new model; each change of the schema counts one up
     * @param updatedAtMs milliseconds since the epoch
     */
    record ModelEntry(String id, String name, String schema, int version, long updatedAtMs) implements Entry {
        @Override
        public String key() {
            return LedgerKey.MODEL.of(id);
        }
    }

    /**
     * An accepted upload, with the model as it was then.
     *
     * @param id 8 hexadecimal digits
     * @param api whose spool has the file
     * @param request what was asked for besides
     * @param seal absent while blocks are still being sent
     * @param createdAtMs milliseconds since the epoch
     */
    record JobEntry(
            String id,
            ModelEntry model,
            Upload upload,
            Request request,
            String api,
            long createdAtMs,
            @Nullable Seal seal)
            implements Entry {
        @Override
        public String key() {
            return LedgerKey.JOB.of(id);
        }

        /** The same once all is sent. */
        public JobEntry sealed(Seal told) {
            return new JobEntry(id, model, upload, request, api, createdAtMs, told);
        }
    }

    /**
     * The file of a job.
     *
     * @param file its name, for people only
     * @param format {@code CSV}, {@code JSONL} or {@code PARQUET}, as its content says
     * @param sha256 of the bytes as they came, in hexadecimal digits
     */
    record Upload(String file, long bytes, String sha256, String format) {}

    /**
     * How a job was asked for.
     *
     * @param idempotencyKey absent if none was given
     * @param rejectLimit {@code n} or {@code n%}; absent if none was given
     * @param parent the job whose rejected rows this one repairs
     * @param caller who asked, where the API asks for tokens
     */
    record Request(
            @Nullable String idempotencyKey,
            @Nullable String rejectLimit,
            @Nullable String parent,
            @Nullable String caller) {
        public static final Request PLAIN = new Request(null, null, null, null);
    }

    /**
     * All of a file is sent, or all that can be.
     *
     * @param blocks how many there are
     * @param rows in all of them
     * @param problem why the rest of the file cannot be read; absent where there is no rest
     */
    record Seal(int blocks, long rows, long atMs, @Nullable String problem) {}

    /** A worker has begun with a job. */
    record BegunEntry(String job, long atMs) implements Entry {
        @Override
        public String key() {
            return LedgerKey.BEGUN.of(job);
        }
    }

    /**
     * A block is done with.
     *
     * @param codes how many rejects there are of each code
     * @param detail why it failed; empty otherwise
     */
    record BlockEntry(
            String job,
            int index,
            Outcome outcome,
            long rows,
            long ok,
            Map<String, Long> codes,
            long startedAtMs,
            long endedAtMs,
            String detail)
            implements Entry {
        public BlockEntry {
            codes = Map.copyOf(codes);
        }

        @Override
        public String key() {
            return LedgerKey.BLOCK.of(job + "/" + index);
        }

        long errors() {
            return rows - ok;
        }
    }

    /** What became of a block. */
    enum Outcome {
        /** Its good rows and its rejects are in the store. */
        STORED,
        /** Nothing of it was stored, because its job was over. */
        SKIPPED,
        /** It is parked: it could not be checked at all. */
        FAILED
    }

    /**
     * Somebody wants a job to end.
     *
     * @param remove whether what was stored is to go as well
     * @param isAgain whether the job was cancelled before: then the wish is in time, wherever it stands
     */
    record CancelEntry(String job, boolean remove, boolean isAgain, long atMs) implements Entry {
        @Override
        public String key() {
            return LedgerKey.CANCEL.of(job);
        }
    }

    /** A job is known no more, and its id is nobody else's. */
    record GoneEntry(String job, long atMs) implements Entry {
        @Override
        public String key() {
            return LedgerKey.GONE.of(job);
        }
    }

    /** What a cancelled job had stored is gone. */
    record RemovedEntry(String job, long atMs) implements Entry {
        @Override
        public String key() {
            return LedgerKey.REMOVED.of(job);
        }
    }
}
