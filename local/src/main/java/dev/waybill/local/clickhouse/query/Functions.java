package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.table.Literals;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.TypeParser;
import dev.waybill.local.clickhouse.type.Values;
import java.util.List;
import java.util.stream.Collectors;

/** Functions of one row. */
final class Functions {
    static final String VERSION = "25.8.1.1";

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

    private Functions() {}

    static Compiled of(String function, List<Compiled> arguments, List<Expression> forms) {
        return switch (function) {
            case "and", "or" -> connected(function, arguments);
            case "not" -> condition("NOT " + truth(function, one(function, arguments)), arguments);
            case "isNull" -> known(one(function, arguments).sql() + " IS NULL", arguments);
            case "isNotNull" -> known(one(function, arguments).sql() + " IS NOT NULL", arguments);
            case "like", "ilike", "notLike", "notILike" -> like(function, arguments);
            case "startsWith" -> condition(call("starts_with", texts(function, arguments, 2)), arguments);
            case "endsWith" -> condition(call("ends_with", texts(function, arguments, 2)), arguments);
            case "empty" -> condition(texts(function, arguments, 1) + " = ''", arguments);
            case "notEmpty" -> condition(texts(function, arguments, 1) + " <> ''", arguments);
            case "isNaN" -> condition("isnan(" + one(function, arguments).asDouble() + ")", arguments);
            case "length" -> value(call("strlen", texts(function, arguments, 1)), Type.UINT64, arguments);
            case "lengthUTF8" -> value(call("length", texts(function, arguments, 1)), Type.UINT64, arguments);
            case "lower" -> translated(function, arguments, UPPER, LOWER);
            case "upper" -> translated(function, arguments, LOWER, UPPER);
            case "concat" ->
                value(
                        "(" + texts(function, arguments, arguments.size()).replace(", ", " || ") + ")",
                        Type.STRING,
                        arguments);
            case "plus", "minus", "multiply" -> Arithmetic.of(function, arguments);
            case "divide" -> Arithmetic.quotient(arguments);
            case "negate" -> Arithmetic.negation(one(function, arguments));
            case "toString" -> string(one(function, arguments));
            case "toDate",
                    "toDateTime",
                    "toUUID",
                    "toUInt8",
                    "toUInt16",
                    "toUInt32",
                    "toUInt64",
                    "toInt8",
                    "toInt16",
                    "toInt32",
                    "toInt64",
                    "toFloat64" -> converted(function, one(function, arguments), forms.get(0));
            case "now" -> value("CAST(epoch(now()) AS BIGINT)", Type.DATETIME, none(function, arguments));
            case "version" -> value(Literals.text(VERSION), Type.STRING, none(function, arguments));
            case "currentDatabase" -> value("'default'", Type.STRING, none(function, arguments));
            case "currentUser" -> value("'default'", Type.STRING, none(function, arguments));
            case "timezone" -> value("'UTC'", Type.STRING, none(function, arguments));
            default ->
                throw new Refusal(
                        Code.UNKNOWN_FUNCTION,
                        "Function with name `" + function + "` does not exist in this stand-in for ClickHouse");
        };
    }

    private static Compiled one(String function, List<Compiled> arguments) {
        count(function, arguments, 1);
        return arguments.get(0);
    }

    private static List<Compiled> none(String function, List<Compiled> arguments) {
        count(function, arguments, 0);
        return arguments;
    }

    private static void count(String function, List<Compiled> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw new Refusal(
                    Code.NUMBER_OF_ARGUMENTS_DOESNT_MATCH,
                    "Number of arguments for function " + function + " doesn't match: passed " + arguments.size()
                            + ", should be " + wanted);
        }
    }

    private static Compiled connected(String function, List<Compiled> arguments) {
        String operator = function.equals("and") ? " AND " : " OR ";
        return condition(
                arguments.stream().map(each -> truth(function, each)).collect(Collectors.joining(operator)), arguments);
    }

    private static String truth(String function, Compiled argument) {
        String sql = argument.asCondition();
        if (sql.isEmpty()) {
            throw illegal(function, argument);
        }
        return sql;
    }

    private static Compiled like(String function, List<Compiled> arguments) {
        count(function, arguments, 2);
        String operator = function.startsWith("not") ? "NOT " : "";
        String comparison = function.toLowerCase(java.util.Locale.ROOT).endsWith("ilike") ? "ILIKE" : "LIKE";
        texts(function, arguments, 2);
        return condition(
                operator + "(" + arguments.get(0).sql() + " " + comparison + " "
                        + arguments.get(1).sql() + " ESCAPE '\\')",
                arguments);
    }

    private static String texts(String function, List<Compiled> arguments, int count) {
        count(function, arguments, count);
        for (Compiled argument : arguments) {
            if (!argument.type().isText()) {
                throw illegal(function, argument);
            }
        }
        return arguments.stream().map(Compiled::sql).collect(Collectors.joining(", "));
    }

    private static Compiled translated(String function, List<Compiled> arguments, String from, String to) {
        return value(
                "translate(" + texts(function, arguments, 1) + ", '" + from + "', '" + to + "')",
                Type.STRING,
                arguments);
    }

    private static Compiled string(Compiled argument) {
        Family family = argument.type().family();
        if (argument.type().isText() || family == Family.UUID) {
            return argument.type().family() == Family.FIXED_STRING
                    ? value("rtrim(" + argument.sql() + ", chr(0))", Type.STRING, List.of(argument))
                    : value(argument.sql(), Type.STRING, List.of(argument));
        }
        if (argument.type().isInteger()) {
            return value("CAST(" + argument.asValue().sql() + " AS VARCHAR)", Type.STRING, List.of(argument));
        }
        throw Refusal.notHere("toString of " + argument.type());
    }

    /** Only what loses nothing: texts that are constants, wider integers, the day of a moment in UTC. */
    private static Compiled converted(String function, Compiled argument, Expression form) {
        Type type = TypeParser.parse(function.substring(2));
        if (form instanceof Expression.Text text) {
            return value(Literals.of(type, Values.parse(type, text.value())), type, List.of(argument));
        }
        Type from = argument.type();
        boolean isWider = type.isInteger()
                && from.isInteger()
                && from.least().compareTo(type.least()) >= 0
                && from.greatest().compareTo(type.greatest()) <= 0;
        if (isWider) {
            return value(
                    "CAST(" + argument.asValue().sql() + " AS " + type.engineType() + ")", type, List.of(argument));
        }
        if (type.family() == Family.FLOAT && from.isNumber()) {
            return value(argument.asDouble(), type, List.of(argument));
        }
        boolean isDayOfMoment = type.family() == Family.DATE
                && from.family() == Family.DATETIME
                && from.zone().equals(java.time.ZoneOffset.UTC);
        if (isDayOfMoment) {
            return value("(" + argument.sql() + " // 86400)", type, List.of(argument));
        }
        throw Refusal.notHere(function + " of " + from);
    }

    private static String call(String function, String arguments) {
        return function + "(" + arguments + ")";
    }

    private static Compiled condition(String sql, List<Compiled> arguments) {
        return Compiled.condition(sql, isNullable(arguments), isAggregate(arguments));
    }

    /** A condition that is never NULL. */
    private static Compiled known(String sql, List<Compiled> arguments) {
        return Compiled.condition(sql, false, isAggregate(arguments));
    }

    private static Compiled value(String sql, Type type, List<Compiled> arguments) {
        return Compiled.value(sql, isNullable(arguments) ? type.nullable() : type, isAggregate(arguments));
    }

    private static boolean isNullable(List<Compiled> arguments) {
        return arguments.stream().anyMatch(each -> each.type().isNullable());
    }

    private static boolean isAggregate(List<Compiled> arguments) {
        return arguments.stream().anyMatch(Compiled::isAggregate);
    }

    private static Refusal illegal(String function, Compiled argument) {
        return new Refusal(
                Code.ILLEGAL_TYPE_OF_ARGUMENT,
                "Illegal type " + argument.type() + " of argument of function " + function);
    }
}
