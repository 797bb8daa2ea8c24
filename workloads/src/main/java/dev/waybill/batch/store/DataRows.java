package dev.waybill.batch.store;

import dev.waybill.batch.store.StoredBlock.RefusedRow;
import dev.waybill.failure.DeliveryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of blocks in the tables of their models, each stored once however often its block is sent.
 *
 * <p>Thread-safe, holds no state. A server since 22.8 knows by a token what it has, as long as it is among the last 10,000
 * inserts of the table. An older one is asked for the rows before a block is sent: two workers that send the same block at
 * the same moment, or a repeat while the first attempt is still under way, are not told apart there.
 */
public final class DataRows {
    private static final int WHOLE = 1;

    private final ClickHouse server;

    public DataRows(ClickHouse server) {
        this.server = server;
    }

    /**
     * Stores the rows of a block. Where the server does not take some of them, halves are sent until those are alone; the
     * halves, too, are known by tokens that follow from the block.
     *
     * @param columns of the rows, in their order
     * @throws DeliveryException if the server is not there, in trouble or wrongly set up; never for rows it does not take
     */
    public StoredBlock store(String modelId, List<String> columns, Origin origin, EncodedRows rows) {
        var refused = new ArrayList<RefusedRow>();
        if (rows.count() > 0) {
            store(new Target(Tables.dataTable(modelId), columns, origin), rows, WHOLE, 0, rows.count(), refused);
        }
        return new StoredBlock(rows.count() - refused.size(), refused);
    }

    /** How many rows of a job are there; none where there is no table yet. */
    public long count(String modelId, String jobId) {
        return present(Tables.dataTable(modelId), ofJob(jobId));
    }

    /** How many rows of a block are there, whatever became of its sender; none where there is no table yet. */
    public long count(String modelId, Origin origin) {
        return present(Tables.dataTable(modelId), ofBlock(origin));
    }

    /**
     * Removes all rows of a job, and returns how many they were. A server since 22.8 has done it when this returns, an
     * older one does it soon after. A block that is still under way may bring rows later.
     */
    public long remove(String modelId, String jobId) {
        long rows = count(modelId, jobId);
        if (rows > 0) {
            String statement =
                    "ALTER TABLE " + Quoted.name(Tables.dataTable(modelId)) + " DELETE WHERE " + ofJob(jobId);
            server.execute(statement, server.version().hasTokens() ? Map.of("mutations_sync", "1") : Map.of());
        }
        return rows;
    }

    private record Target(String table, List<String> columns, Origin origin) {}

    /** A block is a tree of halves, numbered from the top: those of n are 2n and 2n + 1. */
    private void store(Target target, EncodedRows rows, int piece, int from, int to, List<RefusedRow> refused) {
        Optional<String> refusal = insert(target, rows, piece, from, to);
        if (refusal.isEmpty()) {
            return;
        }
        if (to - from == 1) {
            refused.add(new RefusedRow(from, refusal.get()));
            return;
        }
        int middle = (from + to) >>> 1;
        store(target, rows, 2 * piece, from, middle, refused);
        store(target, rows, 2 * piece + 1, middle, to, refused);
    }

    /** Empty once the rows are there; else why the server does not take them. */
    private Optional<String> insert(Target target, EncodedRows rows, int piece, int from, int to) {
        if (server.version().hasTokens()) {
            String part = piece == WHOLE ? "" : "/" + piece;
            byte[] mark = mark(target.origin()).toBytes();
            return server.insert(
                    target.table(),
                    with(target.columns(), List.of(Tables.SENT_JOB, Tables.SENT_BLOCK)),
                    Optional.of(target.origin().token() + part),
                    rows.marked(from, to, mark));
        }
        if (counted(target.table(), ofBlock(target.origin()) + " AND " + Tables.PIECE + " = " + piece) > 0) {
            return Optional.empty();
        }
        byte[] mark = mark(target.origin()).uint32(piece).toBytes();
        return server.insert(
                target.table(),
                with(target.columns(), List.of(Tables.JOB, Tables.BLOCK, Tables.PIECE)),
                Optional.empty(),
                rows.marked(from, to, mark));
    }

    private static RowBinary mark(Origin origin) {
        return new RowBinary().text(origin.jobId()).uint32(origin.block());
    }

    private static List<String> with(List<String> columns, List<String> more) {
        var all = new ArrayList<>(columns);
        all.addAll(more);
        return all;
    }

    private long present(String table, String condition) {
        boolean isThere =
                server.query("EXISTS TABLE " + Quoted.name(table)).strip().equals("1");
        return isThere ? counted(table, condition) : 0;
    }

    private long counted(String table, String condition) {
        String answer = server.query("SELECT count() FROM " + Quoted.name(table) + " WHERE " + condition);
        return Long.parseLong(answer.strip());
    }

    private static String ofJob(String jobId) {
        return Tables.JOB + " = " + Quoted.text(jobId);
    }

    private static String ofBlock(Origin origin) {
        return ofJob(origin.jobId()) + " AND " + Tables.BLOCK + " = " + origin.block();
    }
}
