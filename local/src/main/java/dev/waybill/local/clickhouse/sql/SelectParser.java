package dev.waybill.local.clickhouse.sql;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Statement.Item;
import dev.waybill.local.clickhouse.sql.Statement.Order;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what follows the word SELECT. */
final class SelectParser {
    private static final Set<String> ENDS_AN_ITEM = Set.of(
            "FROM",
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FORMAT",
            "SETTINGS",
            "UNION",
            "PREWHERE",
            "FINAL",
            "JOIN",
            "SAMPLE");

    private final Tokens tokens;
    private final ExpressionParser expressions;

    SelectParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    Statement.Select select() {
        boolean isDistinct = tokens.tryWord("DISTINCT");
        List<Item> items = StatementParser.commas(tokens, this::item);
        Optional<String> table = Optional.empty();
        if (tokens.tryWord("FROM")) {
            if (tokens.peek().isSign("(")) {
                throw Refusal.notHere("a subquery");
            }
            table = Optional.of(tokens.table());
            tokens.tryWord("FINAL"); // there is nothing to merge
            refuseJoins();
        }
        Optional<Expression> where = tokens.tryWord("WHERE") ? Optional.of(expressions.parse()) : Optional.empty();
        List<Expression> groupBy =
                tokens.tryWords("GROUP", "BY") ? StatementParser.commas(tokens, expressions::parse) : List.of();
        if (tokens.peek().isWord("WITH")) {
            throw Refusal.notHere("WITH TOTALS");
        }
        Optional<Expression> having = tokens.tryWord("HAVING") ? Optional.of(expressions.parse()) : Optional.empty();
        List<Order> orderBy = tokens.tryWords("ORDER", "BY") ? StatementParser.commas(tokens, this::order) : List.of();
        return limited(items, isDistinct, table, where, groupBy, having, orderBy);
    }

    private Statement.Select limited(
            List<Item> items,
            boolean isDistinct,
            Optional<String> table,
            Optional<Expression> where,
            List<Expression> groupBy,
            Optional<Expression> having,
            List<Order> orderBy) {
        Optional<Long> limit = Optional.empty();
        long offset = 0;
        if (tokens.tryWord("LIMIT")) {
            limit = Optional.of(tokens.number());
            if (tokens.trySign(",")) {
                offset = limit.get();
                limit = Optional.of(tokens.number());
            }
            if (tokens.peek().isWord("BY")) {
                throw Refusal.notHere("LIMIT BY");
            }
        }
        if (tokens.tryWord("OFFSET")) {
            offset = tokens.number();
        }
        Map<String, String> settings = StatementParser.settings(tokens);
        Optional<String> format = tokens.format();
        return new Statement.Select(
                items, isDistinct, table, where, groupBy, having, orderBy, limit, offset, settings, format);
    }

    private void refuseJoins() {
        boolean isJoin = tokens.peek().isSign(",");
        for (String word : List.of("JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS", "ANY", "ASOF", "AS", "ARRAY")) {
            isJoin |= tokens.peek().isWord(word);
        }
        if (isJoin) {
            throw Refusal.notHere("a join or an alias of a table");
        }
        for (String word : List.of("PREWHERE", "SAMPLE", "UNION")) {
            if (tokens.peek().isWord(word)) {
                throw Refusal.notHere(word);
            }
        }
    }

    private Item item() {
        Expression expression = expressions.parse();
        if (tokens.tryWord("AS")) {
            return new Item(expression, Optional.of(tokens.name()));
        }
        Token next = tokens.peek();
        boolean isAlias = next.kind() == Token.Kind.QUOTED_NAME
                || (next.kind() == Token.Kind.NAME
                        && !ENDS_AN_ITEM.contains(next.text().toUpperCase(java.util.Locale.ROOT)));
        return new Item(expression, isAlias ? Optional.of(tokens.name()) : Optional.empty());
    }

    private Order order() {
        Expression expression = expressions.parse();
        boolean isDescending = tokens.tryWord("DESC") || tokens.tryWord("DESCENDING");
        if (!isDescending && !tokens.tryWord("ASC")) {
            tokens.tryWord("ASCENDING");
        }
        if (tokens.peek().isWord("NULLS")
                || tokens.peek().isWord("COLLATE")
                || tokens.peek().isWord("WITH")) {
            throw Refusal.notHere("ORDER BY … " + tokens.peek().text());
        }
        return new Order(expression, isDescending);
    }
}
