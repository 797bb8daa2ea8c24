package dev.waybill.jobs.claim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A row that the claim returns. */
final class ClaimedMapper implements RowMapper<Claimed> {
    @Override
    public Claimed map(ResultSet row, StatementContext context) throws SQLException {
        return new Claimed(
                row.getLong("execution"),
                row.getLong("id"),
                Action.of(row.getString("action")),
                row.getString("src"),
                row.getString("dst_path"),
                row.getObject("dataset", UUID.class),
                row.getString("product"),
                row.getInt("attempts"),
                row.getObject("lease_until", OffsetDateTime.class).toInstant());
    }
}
