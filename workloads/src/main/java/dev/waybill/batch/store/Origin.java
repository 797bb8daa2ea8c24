package dev.waybill.batch.store;

import java.util.regex.Pattern;

/**
 * Where rows come from: the same origin always stands for the same rows in the same order.
 *
 * @param jobId letters, digits, {@code _} and {@code -}
 * @param block from 0
 * @param modelVersion of the model by which the rows were checked
 */
public record Origin(String jobId, int block, int modelVersion) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Origin {
        if (!PLAIN.matcher(jobId).matches() || block < 0) {
            throw new IllegalArgumentException(
                    "expected the id of a job and a block from 0, got \"" + jobId + "\" and " + block);
        }
    }

    /** By which a server knows that it has these rows: the same as long as ClickHouse remembers it. */
    String token() {
        return jobId + "/" + block + "/" + modelVersion;
    }

    @Override
    public String toString() {
        return "job " + jobId + " block " + block;
    }
}
