package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.table.Literals;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns expressions into the SQL of the embedded engine, with the types that ClickHouse would give them. What would come
 * out otherwise than there is refused.
 *
 * <p>Not thread-safe: made for one statement.
 */
final class Compiler {
    private final Scope scope;
    private final Map<String, Expression> aliases = new HashMap<>();

    Compiler(Scope scope) {
        this.scope = scope;
    }

    /** From now on the name stands for the expression, except within it. */
    void alias(String name, Expression expression) {
        if (!(expression instanceof Expression.Column column && column.name().equals(name))) {
            aliases.put(name, expression);
        }
    }

    String condition(Expression expression) {
        Compiled compiled = compile(expression);
        String sql = compiled.asCondition();
        if (sql.isEmpty()) {
            throw new Refusal(
                    Code.ILLEGAL_TYPE_OF_ARGUMENT,
                    "Invalid type for filter: " + compiled.type() + ", expected a number or Bool");
        }
        return sql;
    }

    Compiled compile(Expression expression) {
        if (expression instanceof Expression.Numeral number) {
            return number(number);
        } else if (expression instanceof Expression.Text text) {
            return Compiled.value(Literals.text(text.value()), Type.STRING, false);
        } else if (expression instanceof Expression.Word word) {
            return word(word.word());
        } else if (expression instanceof Expression.Column column) {
            return column(column);
        } else if (expression instanceof Expression.Call call) {
            return call(call);
        } else if (expression instanceof Expression.Tuple) {
            throw Refusal.notHere("a tuple");
        }
        throw new Refusal(Code.SYNTAX_ERROR, "Syntax error: * stands where no list of columns can be");
    }

    private static Compiled number(Expression.Numeral number) {
        if (!number.isWhole()) {
            return Compiled.value(Literals.of(Type.FLOAT64, number.value().doubleValue()), Type.FLOAT64, false);
        }
        BigInteger value = number.value().toBigIntegerExact();
        Family family = value.signum() < 0 ? Family.INT : Family.UINT;
        for (int bits = 8; bits <= 64; bits *= 2) {
            Type type = Type.integer(family, bits);
            if (value.compareTo(type.least()) >= 0 && value.compareTo(type.greatest()) <= 0) {
                return Compiled.value("CAST(" + value + " AS " + type.engineType() + ")", type, false);
            }
        }
        throw Refusal.notHere("the number " + number.written());
    }

    private static Compiled word(String word) {
        return switch (word) {
            case "NULL" -> Compiled.value("NULL", Type.NULL, false);
            case "true", "false" -> Compiled.value(word, Type.BOOL, false);
            case "nan" -> Compiled.value("CAST('NaN' AS DOUBLE)", Type.FLOAT64, false);
            case "inf" -> Compiled.value("CAST('Infinity' AS DOUBLE)", Type.FLOAT64, false);
            case "-inf" -> Compiled.value("CAST('-Infinity' AS DOUBLE)", Type.FLOAT64, false);
            default -> throw new IllegalArgumentException(word);
        };
    }

    private Compiled column(Expression.Column column) {
        Expression meant = aliases.remove(column.name());
        if (meant != null) {
            Compiled compiled = compile(meant);
            aliases.put(column.name(), meant);
            return compiled;
        }
        Scope.Source source = scope.columns().get(column.name());
        if (source == null && scope.passing().contains(column.name())) {
            throw new Refusal(
                    Code.NO_SUCH_COLUMN_IN_TABLE, "There is no column or subcolumn " + column.name() + " in table");
        }
        if (source == null) {
            throw new Refusal(Code.UNKNOWN_IDENTIFIER, "Unknown expression identifier `" + column.name() + "`");
        }
        return Compiled.value(source.sql(), source.type(), false);
    }

    private Compiled call(Expression.Call call) {
        String function = FunctionNames.plain(call.function());
        if (function.equals("in") || function.equals("notIn")) {
            return membership(call);
        }
        if (Comparisons.isOne(function)) {
            Expression left = call.arguments().get(0);
            Expression right = call.arguments().get(1);
            return Comparisons.of(function, compile(left), left, compile(right), right);
        }
        List<Compiled> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(compile(argument));
        }
        if (Aggregates.isOne(function)) {
            return Aggregates.of(function, arguments);
        }
        return Functions.of(function, arguments, call.arguments());
    }

    private Compiled membership(Expression.Call call) {
        Expression left = call.arguments().get(0);
        Compiled value = compile(left);
        var tests = new ArrayList<String>();
        for (Expression member : ((Expression.Tuple) call.arguments().get(1)).members()) {
            if (member instanceof Expression.Column || member instanceof Expression.Call) {
                throw Refusal.notHere("IN with something else than constants");
            }
            if (!member.title().equals("NULL")) {
                tests.add(Comparisons.of("equals", value, left, compile(member), member)
                        .sql());
            }
        }
        String any = tests.isEmpty() ? "false" : String.join(" OR ", tests);
        String sql = call.function().equals("in") ? any : "NOT (" + any + ")";
        return Compiled.condition(sql, value.type().isNullable(), value.isAggregate());
    }
}
