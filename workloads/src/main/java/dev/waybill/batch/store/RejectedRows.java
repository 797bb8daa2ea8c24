package dev.waybill.batch.store;

import dev.waybill.failure.DeliveryException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;

/**
 * Bad cells in the table {@value Tables#REJECTED_ROWS}, each stored once however often its block is sent.
 *
 * <p>Thread-safe, holds no state. What {@link DataRows} says of older servers holds here too.
 */
public final class RejectedRows {
    private static final int LARGEST_INSERT = 8 * 1024 * 1024;
    private static final List<String> COLUMNS =
            List.of("job_id", "row", "event_id", "column", "type", "error", "observed", "message", "line", "original");

    private final ClickHouse server;

    public RejectedRows(ClickHouse server) {
        this.server = server;
    }

    /**
     * Stores the bad cells of a block: all of them, in the order of their rows, the same each time. They go in inserts of
     * about 8 MiB, cut between rows.
     */
    public void store(Origin origin, List<RejectedRow> rejected) {
        int part = 0;
        int from = 0;
        while (from < rejected.size()) {
            var bytes = new RowBinary();
            int to = from;
            while (to < rejected.size() && (bytes.size() < LARGEST_INSERT || isSameRow(rejected, to))) {
                encode(origin, rejected.get(to), bytes);
                to++;
            }
            insert(origin, part, rejected.subList(from, to), bytes.toBytes());
            part++;
            from = to;
        }
    }

    /** How many bad cells of a job are there. */
    public long count(String jobId) {
        return counted("job_id = " + Quoted.text(jobId));
    }

    private static boolean isSameRow(List<RejectedRow> rejected, int index) {
        return index > 0 && rejected.get(index).row() == rejected.get(index - 1).row();
    }

    private void insert(Origin origin, int part, List<RejectedRow> rejected, byte[] bytes) {
        if (server.version().hasTokens()) {
            String token = origin.token() + "/rejects" + (part == 0 ? "" : "/" + part);
            send(Optional.of(token), bytes);
            return;
        }
        long first = rejected.get(0).row();
        long last = rejected.get(rejected.size() - 1).row();
        String these = "job_id = " + Quoted.text(origin.jobId()) + " AND row >= " + first + " AND row <= " + last;
        if (counted(these) == 0) {
            send(Optional.empty(), bytes);
        }
    }

    private void send(Optional<String> token, byte[] bytes) {
        Optional<String> refusal =
                server.insert(Tables.REJECTED_ROWS, COLUMNS, token, BodyPublishers.ofByteArray(bytes));
        if (refusal.isPresent()) {
            throw DeliveryException.misconfigured("the table " + Tables.REJECTED_ROWS
                    + " does not take rejected rows; check whether it was altered; the server says: " + refusal.get());
        }
    }

    private static void encode(Origin origin, RejectedRow rejected, RowBinary bytes) {
        bytes.text(origin.jobId())
                .uint32(rejected.row())
                .text(rejected.eventId())
                .text(rejected.column())
                .text(rejected.type())
                .text(rejected.error())
                .text(rejected.observed())
                .text(rejected.message())
                .uint64(rejected.line())
                .text(rejected.original());
    }

    private long counted(String condition) {
        String answer = server.query("SELECT count() FROM " + Tables.REJECTED_ROWS + " WHERE " + condition);
        return Long.parseLong(answer.strip());
    }
}
