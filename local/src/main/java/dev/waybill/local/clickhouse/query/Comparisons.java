package dev.waybill.local.clickhouse.query;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression;
import dev.waybill.local.clickhouse.table.Literals;
import dev.waybill.local.clickhouse.type.Family;
import dev.waybill.local.clickhouse.type.Type;
import dev.waybill.local.clickhouse.type.Values;
import java.util.Map;

/** Comparisons as ClickHouse makes them: NaN is like nothing, and a text stands for a date where it is compared with one. */
final class Comparisons {
    private static final Map<String, String> OPERATORS = Map.of(
            "equals", "=",
            "notEquals", "<>",
            "less", "<",
            "lessOrEquals", "<=",
            "greater", ">",
            "greaterOrEquals", ">=");

    /** Larger than the number of any element. */
    private static final String NO_ELEMENT = "100000";

    private Comparisons() {}

    static boolean isOne(String function) {
        return OPERATORS.containsKey(function);
    }

    static Compiled of(String function, Compiled left, Expression leftForm, Compiled right, Expression rightForm) {
        String operator = String.valueOf(OPERATORS.get(function));
        boolean isAggregate = left.isAggregate() || right.isAggregate();
        boolean isNullable = left.type().isNullable() || right.type().isNullable();
        if (left.type().family() == Family.NOTHING || right.type().family() == Family.NOTHING) {
            return Compiled.condition("CAST(NULL AS BOOLEAN)", true, isAggregate);
        }
        if (left.type().family() == Family.ARRAY || right.type().family() == Family.ARRAY) {
            throw Refusal.notHere("the comparison of arrays");
        }
        if (left.type().isNumber() && right.type().isNumber()) {
            return Compiled.condition(numbers(operator, left, right), isNullable, isAggregate);
        }
        if (leftForm instanceof Expression.Text text && !right.type().isText()) {
            return Compiled.condition(
                    literal(right.type(), operator, text) + " " + operator + " " + right.sql(),
                    isNullable,
                    isAggregate);
        }
        if (rightForm instanceof Expression.Text text && !left.type().isText()) {
            return Compiled.condition(
                    left.sql() + " " + operator + " " + literal(left.type(), operator, text), isNullable, isAggregate);
        }
        if (left.type().isText() && right.type().isText()) {
            return Compiled.condition(text(left) + " " + operator + " " + text(right), isNullable, isAggregate);
        }
        boolean isSame = left.type().family() == right.type().family()
                && left.type().size() == right.type().size()
                && left.type().names().equals(right.type().names());
        if (!isSame || (left.type().family() == Family.UUID && !isEquality(operator))) {
            throw new Refusal(
                    Code.NO_COMMON_TYPE,
                    "There is no supertype for types " + left.type() + ", " + right.type()
                            + ": while executing function " + function);
        }
        return Compiled.condition(left.sql() + " " + operator + " " + right.sql(), isNullable, isAggregate);
    }

    private static boolean isEquality(String operator) {
        return operator.equals("=") || operator.equals("<>");
    }

    private static String numbers(String operator, Compiled left, Compiled right) {
        if (left.type().family() != Family.FLOAT && right.type().family() != Family.FLOAT) {
            return whole(left) + " " + operator + " " + whole(right);
        }
        String one = left.asDouble();
        String other = right.asDouble();
        String test = one + " " + operator + " " + other;
        String isNan = "isnan(" + one + ") OR isnan(" + other + ")";
        return operator.equals("<>") ? test + " OR " + isNan : test + " AND NOT (" + isNan + ")";
    }

    private static String whole(Compiled number) {
        return number.type().family() == Family.BOOL
                ? "CAST(" + number.sql() + " AS BIGINT)"
                : number.asValue().sql();
    }

    /** A constant in the place of a value of another type. */
    private static String literal(Type type, String operator, Expression.Text text) {
        if (type.family() == Family.ENUM && !type.names().containsKey(text.value())) {
            if (operator.equals("=")) {
                return NO_ELEMENT;
            }
        }
        if (type.family() == Family.UUID && !isEquality(operator)) {
            throw Refusal.notHere("the order of UUIDs");
        }
        return Literals.of(type, Values.parse(type.bare(), text.value()));
    }

    /** Zero bytes at the end of a FixedString do not count. */
    private static String text(Compiled compiled) {
        return compiled.type().family() == Family.FIXED_STRING
                ? "rtrim(" + compiled.sql() + ", chr(0))"
                : compiled.sql();
    }
}
