package dev.waybill.batch.store;

import java.util.ArrayList;
import java.util.List;

/** Reads bad cells of jobs back, whole rows at a time. Thread-safe, holds no state. */
public final class StoredRejects {
    /** With the longest cells of each, still less than the longest answer. */
    private static final int PAGE = 1_000;

    /** Each original may have 64 KiB, and three times as many where it is no UTF-8. */
    private static final int PAGE_WITH_ORIGINALS = 50;

    private static final int FIELDS = 9;

    private final ClickHouse server;

    public StoredRejects(ClickHouse server) {
        this.server = server;
    }

    /**
     * The bad cells of the next rows of a job, by row; empty at the end.
     *
     * @param row of the file; those behind it are wanted
     * @param withOriginals whether rows as they came are wanted; else these are empty
     */
    public List<RejectedRow> after(String jobId, long row, boolean withOriginals) {
        int page = withOriginals ? PAGE_WITH_ORIGINALS : PAGE;
        var cells = read(jobId, "row > " + row, " LIMIT " + page, withOriginals);
        if (cells.size() < page) {
            return cells;
        }
        long last = cells.get(cells.size() - 1).row();
        if (cells.get(0).row() == last) {
            return read(jobId, "row = " + last, "", withOriginals);
        }
        return cells.stream().filter(cell -> cell.row() < last).toList();
    }

    private List<RejectedRow> read(String jobId, String condition, String limit, boolean withOriginals) {
        String answer = server.query("SELECT row, line, event_id, column, type, error, observed, message, "
                + (withOriginals ? "original" : "''") + " FROM " + Tables.REJECTED_ROWS + " WHERE job_id = "
                + Quoted.text(jobId) + " AND " + condition + " ORDER BY row" + limit);
        var cells = new ArrayList<RejectedRow>();
        for (String line : answer.split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length == FIELDS) {
                cells.add(cell(fields));
            }
        }
        return cells;
    }

    private static RejectedRow cell(String[] fields) {
        return new RejectedRow(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                Tsv.decoded(fields[2]),
                Tsv.decoded(fields[3]),
                Tsv.decoded(fields[4]),
                Tsv.decoded(fields[5]),
                Tsv.decoded(fields[6]),
                Tsv.decoded(fields[7]),
                Tsv.decoded(fields[8]));
    }
}
