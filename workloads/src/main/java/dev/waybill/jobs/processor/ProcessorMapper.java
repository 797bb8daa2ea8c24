package dev.waybill.jobs.processor;

import dev.waybill.jobs.processor.SourcePolicies.OnGone;
import dev.waybill.jobs.processor.SourcePolicies.OnUpdate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.postgresql.util.PGInterval;

/** A row of {@code bnp.processor}. */
final class ProcessorMapper implements RowMapper<Processor> {
    private static final long MICROS = 1_000_000;

    @Override
    public Processor map(ResultSet row, StatementContext context) throws SQLException {
        var sources = new SourceSelection(
                Words.as(IndexKind.class, row.getString("index_kind")),
                List.of((String[]) row.getArray("products").getArray()),
                row.getString("pattern"),
                Words.as(PatternMode.class, row.getString("pattern_mode")),
                Optional.ofNullable(row.getString("exclude")),
                row.getString("path_rule"),
                Words.as(Identity.class, row.getString("identity")));
        var effort = new Effort(
                duration(row, "lease"),
                row.getInt("max_attempts"),
                duration(row, "backoff"),
                duration(row, "longest_backoff"));
        var policies = new SourcePolicies(
                Words.as(OnUpdate.class, row.getString("on_source_update")),
                Words.as(OnGone.class, row.getString("on_source_gone")));
        var definition = new ProcessorDefinition(
                row.getString("name"),
                row.getString("version"),
                row.getString("description"),
                sources,
                Words.as(JobOrder.class, row.getString("job_order")),
                row.getInt("priority"),
                effort,
                policies,
                row.getString("parameters"));
        return new Processor(
                row.getInt("id"),
                definition,
                row.getBoolean("enabled"),
                row.getBoolean("paused"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /** Of one that was made of seconds: it has no months. */
    private static Duration duration(ResultSet row, String column) throws SQLException {
        var interval = (PGInterval) row.getObject(column);
        return Duration.ofDays(interval.getDays())
                .plusHours(interval.getHours())
                .plusMinutes(interval.getMinutes())
                .plusSeconds(interval.getWholeSeconds())
                .plusNanos(interval.getMicroSeconds() * (1_000_000_000 / MICROS));
    }
}
