package dev.waybill.local.clickhouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A statement that is understood. */
public sealed interface Statement {
    /** Whether it may come with GET. */
    default boolean isReading() {
        return this instanceof Select || this instanceof Show;
    }

    /** The format its answer is asked in. */
    default Optional<String> format() {
        return Optional.empty();
    }

    record Item(Expression expression, Optional<String> alias) {
        public String title() {
            return alias.orElseGet(expression::title);
        }
    }

    record Order(Expression expression, boolean isDescending) {}

    /** A question. Without a table it is answered with one row. */
    record Select(
            List<Item> items,
            boolean isDistinct,
            Optional<String> table,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<Order> orderBy,
            Optional<Long> limit,
            long offset,
            Map<String, String> settings,
            Optional<String> format)
            implements Statement {}

    /** What a column is for. */
    enum ColumnKind {
        PLAIN(""),
        DEFAULT("DEFAULT"),
        EPHEMERAL("EPHEMERAL"),
        MATERIALIZED("MATERIALIZED");

        private final String word;

        ColumnKind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A column as it was written; its expression, for rows that do not bring it, may be empty. */
    record ColumnDefinition(String name, String type, ColumnKind kind, String expression) {}

    record CreateTable(
            String table,
            boolean isIfNotExists,
            List<ColumnDefinition> columns,
            List<String> sortingKey,
            Map<String, String> settings)
            implements Statement {}

    record DropTable(String table, boolean isIfExists) implements Statement {}

    record Truncate(String table, boolean isIfExists) implements Statement {}

    record Alter(String table, List<Change> changes) implements Statement {}

    record Delete(String table, Expression where) implements Statement {}

    /** For statements that have nothing to do here. */
    record Nothing(String table) implements Statement {}

    /** One change of a table. */
    sealed interface Change {}

    /** A further column: behind another, before all, or (neither) behind all. */
    record AddColumn(ColumnDefinition column, boolean isIfNotExists, Optional<String> after, boolean isFirst)
            implements Change {}

    record DropColumn(String column, boolean isIfExists) implements Change {}

    record DeleteWhere(Expression where) implements Change {}

    record ModifySettings(Map<String, String> settings) implements Change {}

    /**
     * Rows for a table.
     *
     * @param columns empty: all that take values
     * @param dataAt where the rows begin in the text of the statement; they may begin behind its end
     */
    record Insert(String table, List<String> columns, Map<String, String> settings, Optional<String> format, int dataAt)
            implements Statement {}

    /** {@code SHOW TABLES}, {@code DESCRIBE} and their like. */
    record Show(What what, String table, Optional<String> format) implements Statement {}

    /** What can be shown. */
    enum What {
        TABLES,
        DATABASES,
        CREATION,
        COLUMNS,
        EXISTENCE
    }
}
