package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.table.Literals;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.TypeParser;
import java.util.List;
import java.util.Map;

/** Functions of many rows. Of no rows they give what ClickHouse gives: 0, the default of a type, or nan. */
final class Aggregates {
    /** How many arguments each takes. */
    private static final Map<String, List<Integer>> NAMES = Map.ofEntries(
            Map.entry("count", List.of(0, 1)),
            Map.entry("countIf", List.of(1)),
            Map.entry("sum", List.of(1)),
            Map.entry("sumIf", List.of(2)),
            Map.entry("min", List.of(1)),
            Map.entry("max", List.of(1)),
            Map.entry("avg", List.of(1)),
            Map.entry("uniq", List.of(1)),
            Map.entry("uniqExact", List.of(1)),
            Map.entry("countDistinct", List.of(1)),
            Map.entry("any", List.of(1)));

    private Aggregates() {}

    static boolean isOne(String function) {
        return NAMES.containsKey(function);
    }

    static Compiled of(String function, List<Compiled> arguments) {
        if (!NAMES.getOrDefault(function, List.of()).contains(arguments.size())) {
            throw new Refusal(
                    Code.NUMBER_OF_ARGUMENTS_DOESNT_MATCH,
                    "Aggregate function " + function + " does not take " + arguments.size() + " arguments");
        }
        if (arguments.stream().anyMatch(Compiled::isAggregate)) {
            throw new Refusal(
                    Code.ILLEGAL_AGGREGATION, "Aggregate function is found inside another aggregate function");
        }
        return switch (function) {
            case "count" -> aggregate(arguments.isEmpty() ? "count(*)" : "count(" + sql(arguments) + ")", Type.UINT64);
            case "countIf" ->
                aggregate("count(*) FILTER (WHERE " + condition(function, arguments.get(0)) + ")", Type.UINT64);
            case "sum" -> sum(function, arguments.get(0), "");
            case "sumIf" ->
                sum(function, arguments.get(0), " FILTER (WHERE " + condition(function, arguments.get(1)) + ")");
            case "avg" -> average(arguments.get(0));
            case "min", "max" -> extreme(function, arguments.get(0).asValue());
            case "any" -> extreme("any_value", arguments.get(0).asValue());
            default -> aggregate("count(DISTINCT " + sql(arguments) + ")", Type.UINT64);
        };
    }

    private static Compiled aggregate(String sql, Type type) {
        return Compiled.value(sql, type, true);
    }

    private static String sql(List<Compiled> arguments) {
        return arguments.get(0).asValue().sql();
    }

    private static String condition(String function, Compiled argument) {
        String sql = argument.asCondition();
        if (sql.isEmpty()) {
            throw illegal(function, argument);
        }
        return sql;
    }

    private static Compiled sum(String function, Compiled argument, String filter) {
        Type type = argument.type();
        Type result = switch (type.family()) {
            case UINT, BOOL -> Type.UINT64;
            case INT -> Type.integer(Family.INT, 64);
            case FLOAT -> Type.FLOAT64;
            case DECIMAL -> TypeParser.parse("Decimal(38, " + type.scale() + ")");
            default -> throw illegal(function, argument);
        };
        String value = type.family() == Family.BOOL
                ? "CAST(" + argument.sql() + " AS BIGINT)"
                : argument.asValue().sql();
        String sum = "sum(" + value + ")" + filter;
        // A sum of no rows is 0, one of NULLs only is NULL.
        return type.isNullable() ? aggregate(sum, result.nullable()) : aggregate("coalesce(" + sum + ", 0)", result);
    }

    private static Compiled average(Compiled argument) {
        if (!argument.type().isNumber()) {
            throw illegal("avg", argument);
        }
        String average = "avg(" + argument.asDouble() + ")";
        return argument.type().isNullable()
                ? aggregate(average, Type.FLOAT64.nullable())
                : aggregate("coalesce(" + average + ", CAST('NaN' AS DOUBLE))", Type.FLOAT64);
    }

    private static Compiled extreme(String function, Compiled argument) {
        Type type = argument.type();
        if (type.family() == Family.ARRAY) {
            throw Refusal.notHere("an aggregate of arrays");
        }
        if (type.family() == Family.UUID && !function.equals("any_value")) {
            throw Refusal.notHere("the order of UUIDs");
        }
        String value = type.family() == Family.FLOAT
                ? "CASE WHEN isnan(" + argument.sql() + ") THEN NULL ELSE " + argument.sql() + " END"
                : argument.sql();
        String extreme = function + "(" + value + ")";
        return type.isNullable()
                ? aggregate(extreme, type)
                : aggregate("coalesce(" + extreme + ", " + Literals.of(type, type.defaultValue()) + ")", type);
    }

    private static Refusal illegal(String function, Compiled argument) {
        return new Refusal(
                Code.ILLEGAL_TYPE_OF_ARGUMENT,
                "Illegal type " + argument.type() + " of argument for aggregate function " + function);
    }
}
