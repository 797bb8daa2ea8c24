package dev.waybill.batch.store;

import java.util.List;

/**
 * What became of the rows of a block; those that are not refused are in the table, each once.
 *
 * @param refused rows that ClickHouse does not take, by their place in the block
 */
public record StoredBlock(int stored, List<RefusedRow> refused) {
    public StoredBlock {
        refused = List.copyOf(refused);
    }

    /**
     * A row that is not in the table.
     *
     * @param index of the row among the rows that were handed over, from 0
     * @param reason what ClickHouse says
     */
    public record RefusedRow(int index, String reason) {}
}
