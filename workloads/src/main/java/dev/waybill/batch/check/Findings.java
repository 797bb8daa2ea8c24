package dev.waybill.batch.check;

import dev.waybill.batch.read.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found so far about the rows of a block. Memory is bounded: a row has at most {@value #MOST_FLAWS} rejects, and where a block
 * has {@value #MOST_REJECTS}, each row that follows has one.
 *
 * <p>Used by one thread; keeps its buffers from block to block.
 */
final class Findings {
    private static final int MOST_FLAWS = 100;
    private static final int MOST_REJECTS = 100_000;

    private byte[] bytes = new byte[1 << 16];
    private int[] rows = new int[1024];
    private int[] begins = new int[1024];
    private List<Reject> rejects = new ArrayList<>();
    private long firstRow;
    private int end;
    private int ok;
    private int total;
    private Map<Integer, String> refusals = Map.of();
    private int refused;
    private @Nullable Flaw refusal;

    /** @param toRefuse why rows that fit are refused all the same, by their place among those that fit */
    void start(Rows block, Map<Integer, String> toRefuse) {
        refusals = toRefuse;
        refused = 0;
        refusal = null;
        firstRow = block.firstRow();
        end = 0;
        ok = 0;
        total = 0;
        rejects = new ArrayList<>();
    }

    /** Where the next row is to be written. */
    int begin() {
        return end;
    }

    /** What rows are written to, with room for {@code room} bytes more. */
    byte[] withRoom(long room) {
        if (end + room > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(end + room, bytes.length * 2L)));
        }
        return bytes;
    }

    /** The row that was written fits. It is accepted, unless it is to be refused. */
    boolean accept(int newEnd) {
        if (!refusals.isEmpty() && isRefused()) {
            return false;
        }
        if (ok == rows.length) {
            rows = Arrays.copyOf(rows, ok * 2);
            begins = Arrays.copyOf(begins, ok * 2);
        }
        rows[ok] = total;
        begins[ok] = end;
        ok++;
        total++;
        end = newEnd;
        return true;
    }

    private boolean isRefused() {
        String reason = refusals.get(ok + refused);
        if (reason == null) {
            return false;
        }
        refused++;
        refusal = Flaw.ofRow(RejectCode.STORE_REFUSED, "", "ClickHouse does not take the row: " + reason);
        return true;
    }

    /** Flaws of a row that are told one by one. */
    int mostFlaws() {
        return rejects.size() < MOST_REJECTS ? MOST_FLAWS : 1;
    }

    /** The row does not fit. */
    void reject(long line, String eventId, String original, List<Flaw> flaws) {
        String rest = original;
        for (Flaw flaw : flaws) {
            rejects.add(reject(flaw, line, eventId, rest));
            rest = "";
        }
        if (refusal != null) {
            rejects.add(reject(refusal, line, eventId, rest));
            refusal = null;
        }
        total++;
    }

    private Reject reject(Flaw flaw, long line, String eventId, String original) {
        return new Reject(
                firstRow + total,
                line,
                eventId,
                flaw.column(),
                flaw.type(),
                flaw.code().name(),
                flaw.observed(),
                flaw.message(),
                original);
    }

    Checked checked() {
        return new Checked(
                total,
                firstRow,
                Arrays.copyOf(rows, ok),
                Arrays.copyOf(begins, ok),
                Arrays.copyOf(bytes, end),
                rejects);
    }
}
