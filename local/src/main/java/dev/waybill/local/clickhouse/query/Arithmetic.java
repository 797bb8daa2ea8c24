package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import java.util.List;
import java.util.Map;

/**
 * Sums, differences, products and quotients of integers and floats. Where ClickHouse would wrap around silently, the
 * embedded engine or the check of the answer refuses.
 */
final class Arithmetic {
    private static final Map<String, String> OPERATORS = Map.of("plus", " + ", "minus", " - ", "multiply", " * ");

    private Arithmetic() {}

    static Compiled of(String function, List<Compiled> arguments) {
        Compiled left = number(function, arguments, 0);
        Compiled right = number(function, arguments, 1);
        String operator = String.valueOf(OPERATORS.get(function));
        boolean isAggregate = left.isAggregate() || right.isAggregate();
        boolean isNullable = left.type().isNullable() || right.type().isNullable();
        if (left.type().family() == Family.FLOAT || right.type().family() == Family.FLOAT) {
            return result(left.asDouble() + operator + right.asDouble(), Type.FLOAT64, isNullable, isAggregate);
        }
        boolean isSigned = function.equals("minus")
                || left.type().family() == Family.INT
                || right.type().family() == Family.INT;
        int bits = Math.min(64, 2 * Math.max(left.type().size(), right.type().size()));
        String sql = "CAST(" + left.sql() + " AS HUGEINT)" + operator + "CAST(" + right.sql() + " AS HUGEINT)";
        return result(sql, Type.integer(isSigned ? Family.INT : Family.UINT, bits), isNullable, isAggregate);
    }

    static Compiled quotient(List<Compiled> arguments) {
        Compiled left = number("divide", arguments, 0);
        Compiled right = number("divide", arguments, 1);
        return result(
                left.asDouble() + " / " + right.asDouble(),
                Type.FLOAT64,
                left.type().isNullable() || right.type().isNullable(),
                left.isAggregate() || right.isAggregate());
    }

    static Compiled negation(Compiled argument) {
        Compiled number = number("negate", List.of(argument), 0);
        Type type = number.type();
        Type result = type.isInteger()
                ? Type.integer(Family.INT, type.family() == Family.UINT ? Math.min(64, 2 * type.size()) : type.size())
                : Type.FLOAT64;
        return result("- " + number.sql(), result, type.isNullable(), number.isAggregate());
    }

    private static Compiled number(String function, List<Compiled> arguments, int index) {
        if (index >= arguments.size()) {
            throw new Refusal(Code.NUMBER_OF_ARGUMENTS_DOESNT_MATCH, "too few arguments for function " + function);
        }
        Compiled value = arguments.get(index).asValue();
        Type type = value.type();
        if (type.family() == Family.FLOAT || (type.isInteger() && type.size() <= 64)) {
            return value;
        }
        if (type.isNumber() || type.isMoment() || type.family() == Family.NOTHING) {
            throw Refusal.notHere("the function " + function + " of " + type);
        }
        throw new Refusal(
                Code.ILLEGAL_TYPE_OF_ARGUMENT, "Illegal type " + type + " of argument of function " + function);
    }

    private static Compiled result(String sql, Type type, boolean isNullable, boolean isAggregate) {
        return Compiled.value("(" + sql + ")", isNullable ? type.nullable() : type, isAggregate);
    }
}
