package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.format.RowWriter;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.sql.Statement.Item;
import dev.waybill.local.clickhouse.sql.Statement.Order;
import dev.waybill.local.clickhouse.sql.Statement.Select;
import dev.waybill.local.clickhouse.table.Catalogue;
import dev.waybill.local.clickhouse.table.Database;
import dev.waybill.local.clickhouse.table.Table;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Answers SELECT, and finds the rows that DELETE removes. Thread-safe, holds no state of its own. */
public final class Queries {
    private final Database database;
    private final Scopes scopes;

    public Queries(Database database, Catalogue catalogue) {
        this.database = database;
        this.scopes = new Scopes(catalogue);
    }

    /** Answers a question, and returns how many rows that took. */
    public long select(Select select, RowWriter writer) {
        Scope scope = scopes.of(select.table());
        List<Item> items = shown(select.items(), scope);
        var compiler = new Compiler(scope);
        items.forEach(item -> item.alias().ifPresent(name -> compiler.alias(name, item.expression())));

        List<Compiled> values = new ArrayList<>();
        items.forEach(item -> values.add(compiler.compile(item.expression()).asValue()));
        String sql = sql(select, scope, items, values, compiler);
        List<Type> types = values.stream().map(Compiled::type).toList();
        writer.begin(new RowWriter.Head(items.stream().map(Item::title).toList(), types));
        return database.transaction(connection -> ResultRows.write(connection, sql, types, writer));
    }

    /** Removes rows, and returns how many. */
    public long delete(Table table, Expression where) {
        String condition = new Compiler(Scopes.of(table)).condition(where);
        return database.transaction(connection -> {
            try (java.sql.Statement statement = connection.createStatement()) {
                return (long) statement.executeUpdate("DELETE FROM " + table.engineName() + " WHERE " + condition);
            }
        });
    }

    private static String sql(Select select, Scope scope, List<Item> items, List<Compiled> values, Compiler compiler) {
        var sql = new StringBuilder(select.isDistinct() ? "SELECT DISTINCT " : "SELECT ");
        sql.append(values.stream().map(Compiled::sql).collect(Collectors.joining(", ")));
        if (!scope.from().isEmpty()) {
            sql.append(" FROM ").append(scope.from());
        }
        select.where().ifPresent(where -> {
            if (compiler.compile(where).isAggregate()) {
                throw new Refusal(Code.ILLEGAL_AGGREGATION, "Aggregate function is found in WHERE in query");
            }
            sql.append(" WHERE ").append(compiler.condition(where));
        });
        if (!select.groupBy().isEmpty()) {
            sql.append(" GROUP BY ")
                    .append(select.groupBy().stream()
                            .map(key -> compiler.compile(meant(key, items))
                                    .asValue()
                                    .sql())
                            .collect(Collectors.joining(", ")));
        }
        select.having().ifPresent(having -> sql.append(" HAVING ").append(compiler.condition(having)));
        order(select, scope, items, values, compiler, sql);
        select.limit().ifPresent(limit -> sql.append(" LIMIT ").append(limit));
        if (select.offset() > 0) {
            sql.append(" OFFSET ").append(select.offset());
        }
        return sql.toString();
    }

    /** Rows that were asked in no order come in that of the sorting key, as they do where all parts are merged. */
    private static void order(
            Select select, Scope scope, List<Item> items, List<Compiled> values, Compiler compiler, StringBuilder sql) {
        List<String> keys = new ArrayList<>();
        for (Order order : select.orderBy()) {
            Compiled key = compiler.compile(meant(order.expression(), items)).asValue();
            if (key.type().family() == Family.UUID || key.type().family() == Family.ARRAY) {
                throw Refusal.notHere("the order of values of type " + key.type());
            }
            if (key.type().family() == Family.FLOAT) {
                keys.add("isnan(" + key.sql() + ")");
            }
            keys.add(key.sql() + (order.isDescending() ? " DESC" : "") + " NULLS LAST");
        }
        boolean isPlain = select.groupBy().isEmpty()
                && !select.isDistinct()
                && values.stream().noneMatch(Compiled::isAggregate);
        if (keys.isEmpty() && isPlain) {
            keys.addAll(scope.order());
        }
        if (!keys.isEmpty()) {
            sql.append(" ORDER BY ").append(String.join(", ", keys));
        }
    }

    /** A whole number stands for the item at that place. */
    private static Expression meant(Expression key, List<Item> items) {
        if (key instanceof Expression.Numeral number && number.isWhole()) {
            int place = number.value().intValueExact();
            if (place < 1 || place > items.size()) {
                throw new Refusal(
                        Code.SYNTAX_ERROR, "Positional argument out of bounds: " + place + ", exceeds " + items.size());
            }
            return items.get(place - 1).expression();
        }
        return key;
    }

    private static List<Item> shown(List<Item> items, Scope scope) {
        var shown = new ArrayList<Item>();
        for (Item item : items) {
            if (item.expression() instanceof Expression.Star) {
                scope.shown()
                        .forEach(name -> shown.add(new Item(new Expression.Column(name), java.util.Optional.empty())));
            } else {
                shown.add(item);
            }
        }
        if (shown.isEmpty()) {
            throw new Refusal(Code.SYNTAX_ERROR, "there is nothing that * could stand for");
        }
        return shown;
    }
}
