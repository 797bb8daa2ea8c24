package dev.waybill.local.clickhouse.sql;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Expression.Call;
import dev.waybill.local.clickhouse.sql.Expression.Column;
import dev.waybill.local.clickhouse.sql.Expression.Numeral;
import dev.waybill.local.clickhouse.sql.Expression.Star;
import dev.waybill.local.clickhouse.sql.Expression.Text;
import dev.waybill.local.clickhouse.sql.Expression.Tuple;
import dev.waybill.local.clickhouse.sql.Expression.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads expressions: from OR, which binds least, down to single values. */
final class ExpressionParser {
    private static final Map<String, String> COMPARISONS = Map.of(
            "=", "equals",
            "==", "equals",
            "!=", "notEquals",
            "<>", "notEquals",
            "<", "less",
            "<=", "lessOrEquals",
            ">", "greater",
            ">=", "greaterOrEquals");
    private static final int DEEPEST = 200;

    private final Tokens tokens;
    private int depth;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expression parse() {
        if (++depth > DEEPEST) {
            throw tokens.wrong();
        }
        Expression left = conjunction();
        while (tokens.tryWord("OR")) {
            left = call("or", left, conjunction());
        }
        depth--;
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (tokens.tryWord("AND")) {
            left = call("and", left, negation());
        }
        return left;
    }

    private Expression negation() {
        if (tokens.tryWord("NOT")) {
            if (++depth > DEEPEST) {
                throw tokens.wrong();
            }
            Expression negated = call("not", negation());
            depth--;
            return negated;
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        while (true) {
            String function = COMPARISONS.get(tokens.peek().text());
            if (tokens.peek().kind() == Token.Kind.SIGN && function != null) {
                tokens.take();
                left = call(function, left, sum());
            } else if (tokens.tryWord("IS")) {
                boolean isNegated = tokens.tryWord("NOT");
                tokens.word("NULL");
                left = call(isNegated ? "isNotNull" : "isNull", left);
            } else if (tokens.peek().isWord("NOT") && isPredicate(tokens.peek(1))) {
                tokens.take();
                left = predicate(left, true);
            } else if (isPredicate(tokens.peek())) {
                left = predicate(left, false);
            } else {
                return left;
            }
        }
    }

    private static boolean isPredicate(Token token) {
        return token.isWord("IN") || token.isWord("LIKE") || token.isWord("ILIKE") || token.isWord("BETWEEN");
    }

    private Expression predicate(Expression left, boolean isNegated) {
        if (tokens.tryWord("BETWEEN")) {
            Expression least = sum();
            tokens.word("AND");
            Expression range = call("and", call("greaterOrEquals", left, least), call("lessOrEquals", left, sum()));
            return isNegated ? call("not", range) : range;
        }
        if (tokens.tryWord("IN")) {
            Expression right = primary();
            Tuple members = right instanceof Tuple several ? several : new Tuple(List.of(right));
            return call(isNegated ? "notIn" : "in", left, members);
        }
        String function = tokens.take().text().toLowerCase(Locale.ROOT);
        String negated = function.equals("like") ? "notLike" : "notILike";
        return call(isNegated ? negated : function, left, sum());
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (tokens.trySign("+")) {
                left = call("plus", left, product());
            } else if (tokens.trySign("-")) {
                left = call("minus", left, product());
            } else if (tokens.trySign("||")) {
                left = call("concat", left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = sign();
        while (true) {
            if (tokens.trySign("*")) {
                left = call("multiply", left, sign());
            } else if (tokens.trySign("/")) {
                left = call("divide", left, sign());
            } else if (tokens.peek().isSign("%")) {
                throw Refusal.notHere("the function modulo");
            } else {
                return left;
            }
        }
    }

    private Expression sign() {
        if (!tokens.trySign("-")) {
            return primary();
        }
        Expression value = primary();
        if (value instanceof Numeral number && !number.written().startsWith("-")) {
            return new Numeral("-" + number.written());
        }
        if (value instanceof Word word && word.word().equals("inf")) {
            return new Word("-inf");
        }
        return call("negate", value);
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case NUMBER -> new Numeral(token.text());
            case TEXT -> new Text(token.text());
            case QUOTED_NAME -> column(token.text());
            case NAME -> named(token);
            case SIGN -> sign(token);
            case END -> throw Lexer.syntax(token.at(), token.text());
        };
    }

    private Expression sign(Token token) {
        return switch (token.text()) {
            case "(" -> bracket();
            case "*" -> new Star();
            case "[" -> throw Refusal.notHere("an array");
            case "{" -> throw Refusal.notHere("a query parameter");
            default -> throw Lexer.syntax(token.at(), token.text());
        };
    }

    private Expression bracket() {
        if (tokens.peek().isWord("SELECT")) {
            throw Refusal.notHere("a subquery");
        }
        List<Expression> members = list();
        tokens.sign(")");
        return members.size() == 1 ? members.get(0) : new Tuple(members);
    }

    private Expression named(Token token) {
        String word = token.text();
        if (tokens.trySign("(")) {
            if (tokens.tryWord("DISTINCT")) {
                Call distinct = new Call(word + "Distinct", list());
                tokens.sign(")");
                return distinct;
            }
            List<Expression> arguments = tokens.peek().isSign(")") ? List.of() : list();
            tokens.sign(")");
            if (tokens.peek().isWord("OVER")) {
                throw Refusal.notHere("a window function");
            }
            boolean isCountOfAll =
                    word.equalsIgnoreCase("count") && arguments.size() == 1 && arguments.get(0) instanceof Star;
            return new Call(word, isCountOfAll ? List.of() : arguments);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "null" -> new Word("NULL");
            case "true", "false", "nan", "inf" -> new Word(word.toLowerCase(Locale.ROOT));
            case "case", "interval", "exists", "select" -> throw Refusal.notHere(word.toUpperCase(Locale.ROOT));
            default -> column(word);
        };
    }

    /** The name behind a point is that of the column. */
    private Expression column(String name) {
        return tokens.trySign(".") ? new Column(tokens.name()) : new Column(name);
    }

    private List<Expression> list() {
        var list = new ArrayList<Expression>();
        do {
            list.add(parse());
        } while (tokens.trySign(","));
        return list;
    }

    private static Call call(String function, Expression... arguments) {
        return new Call(function, List.of(arguments));
    }
}
