package dev.waybill.local.clickhouse.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import dev.waybill.local.clickhouse.sql.StatementParser;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a column gets that a row does not bring: a constant, the time, or the value of another column. */
interface MissingValue {
    /** The value, in a row of which these are known by the names of their columns. */
    @Nullable
    Object in(Map<String, @Nullable Object> row);

    /** Refuses an expression that is understood by real servers only. */
    static MissingValue of(Table table, TableColumn column) {
        Type type = column.type();
        if (column.expression().isEmpty()) {
            if (column.kind() == ColumnKind.MATERIALIZED) {
                throw new Refusal(Code.SYNTAX_ERROR, "Syntax error: expected an expression behind MATERIALIZED");
            }
            Object value = type.defaultValue();
            return row -> value;
        }
        Expression expression =
                StatementParser.parseExpression(column.expression().getBytes(UTF_8));
        if (expression instanceof Expression.Numeral || expression instanceof Expression.Text) {
            String text = expression instanceof Expression.Text quoted ? quoted.value() : expression.title();
            Object value = Values.parse(type, text);
            return row -> value;
        }
        boolean isNow = expression instanceof Expression.Call call
                && call.function().equals("now")
                && call.arguments().isEmpty();
        if (isNow && type.family() == Family.DATETIME) {
            InstantSource clock = InstantSource.system();
            return row -> clock.instant().getEpochSecond();
        }
        if (expression instanceof Expression.Column other) {
            TableColumn source = table.column(other.name())
                    .orElseThrow(() -> new Refusal(
                            Code.UNKNOWN_IDENTIFIER, "Missing columns: '" + other.name() + "' in a default"));
            if (source.kind() == ColumnKind.MATERIALIZED || !isSame(source.type(), type)) {
                throw Refusal.notHere("a default that converts a value");
            }
            return row -> row.get(source.name());
        }
        throw Refusal.notHere("a default such as " + column.expression());
    }

    private static boolean isSame(Type one, Type other) {
        return one.family() == other.family()
                && one.size() == other.size()
                && one.scale() == other.scale()
                && one.names().equals(other.names())
                && one.isNullable() == other.isNullable();
    }
}
