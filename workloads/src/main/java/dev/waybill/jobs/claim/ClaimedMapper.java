package dev.waybill.jobs.claim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A row that begins with {@link #COLUMNS}, in that order. They are read by number: a claim of many is many rows. */
final class ClaimedMapper implements RowMapper<Claimed> {
    static final ClaimedMapper INSTANCE = new ClaimedMapper();

    /** Of {@code bnp.sourced_job}. */
    static final String COLUMNS = "execution, id, action, src, dst_path, dataset, product, attempts, lease_until";

    private ClaimedMapper() {}

    @Override
    public Claimed map(ResultSet row, StatementContext context) throws SQLException {
        return new Claimed(
                row.getLong(1),
                row.getLong(2),
                Action.of(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getObject(6, UUID.class),
                row.getString(7),
                row.getInt(8),
                row.getObject(9, OffsetDateTime.class).toInstant());
    }
}
