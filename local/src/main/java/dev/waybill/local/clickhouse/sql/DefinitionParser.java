package dev.waybill.local.clickhouse.sql;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Statement.ColumnDefinition;
import dev.waybill.local.clickhouse.sql.Statement.ColumnKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads CREATE TABLE and ALTER TABLE. */
final class DefinitionParser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    DefinitionParser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    Statement create() {
        if (!tokens.tryWord("TABLE")) {
            throw Refusal.notHere("CREATE " + tokens.peek().text());
        }
        boolean isIfNotExists = tokens.tryWord("IF") && words("NOT", "EXISTS");
        String table = tokens.table();
        tokens.sign("(");
        List<ColumnDefinition> columns = StatementParser.commas(tokens, this::column);
        tokens.sign(")");
        List<String> key = List.of();
        List<String> primary = List.of();
        Map<String, String> settings = Map.of();
        while (true) {
            if (tokens.tryWord("ENGINE")) {
                engine();
            } else if (tokens.tryWords("ORDER", "BY")) {
                key = key();
            } else if (tokens.tryWords("PRIMARY", "KEY")) {
                primary = key();
            } else if (tokens.peek().isWord("SETTINGS")) {
                settings = StatementParser.settings(tokens);
            } else if (tokens.peek().isWord("PARTITION") || tokens.peek().isWord("TTL")) {
                throw Refusal.notHere(tokens.peek().text());
            } else {
                break;
            }
        }
        return new Statement.CreateTable(table, isIfNotExists, columns, key.isEmpty() ? primary : key, settings);
    }

    Statement alter() {
        tokens.word("TABLE");
        String table = tokens.table();
        return new Statement.Alter(table, StatementParser.commas(tokens, this::change));
    }

    private Statement.Change change() {
        if (tokens.tryWords("ADD", "COLUMN")) {
            boolean isIfNotExists = tokens.tryWord("IF") && words("NOT", "EXISTS");
            ColumnDefinition column = column();
            if (tokens.tryWord("FIRST")) {
                return new Statement.AddColumn(column, isIfNotExists, Optional.empty(), true);
            }
            Optional<String> after = tokens.tryWord("AFTER") ? Optional.of(tokens.name()) : Optional.empty();
            return new Statement.AddColumn(column, isIfNotExists, after, false);
        }
        if (tokens.tryWords("DROP", "COLUMN")) {
            boolean isIfExists = tokens.tryWords("IF", "EXISTS");
            return new Statement.DropColumn(tokens.name(), isIfExists);
        }
        if (tokens.tryWords("MODIFY", "SETTING")) {
            var settings = new java.util.LinkedHashMap<String, String>();
            do {
                String name = tokens.name();
                tokens.sign("=");
                settings.put(name, tokens.take().text());
            } while (tokens.trySign(","));
            return new Statement.ModifySettings(settings);
        }
        if (tokens.tryWord("DELETE")) {
            tokens.word("WHERE");
            return new Statement.DeleteWhere(expressions.parse());
        }
        throw Refusal.notHere("ALTER TABLE … " + tokens.peek().text());
    }

    private ColumnDefinition column() {
        String name = tokens.name();
        int start = tokens.peek().at();
        tokens.name();
        if (tokens.trySign("(")) {
            skipBrackets();
        }
        String type = tokens.between(start, tokens.end());
        for (ColumnKind kind : List.of(ColumnKind.DEFAULT, ColumnKind.MATERIALIZED, ColumnKind.EPHEMERAL)) {
            if (tokens.tryWord(kind.word())) {
                boolean isBare = kind == ColumnKind.EPHEMERAL
                        && (tokens.peek().isSign(",") || tokens.peek().isSign(")") || isEndOfColumn());
                return new ColumnDefinition(name, type, kind, isBare ? "" : expression());
            }
        }
        for (String word : List.of("ALIAS", "CODEC", "TTL", "COMMENT", "NULL", "PRIMARY")) {
            if (tokens.peek().isWord(word)) {
                throw Refusal.notHere("a column with " + word);
            }
        }
        return new ColumnDefinition(name, type, ColumnKind.PLAIN, "");
    }

    private boolean isEndOfColumn() {
        Token next = tokens.peek();
        return next.kind() == Token.Kind.END || next.isWord("AFTER") || next.isWord("FIRST") || next.isSign(";");
    }

    private String expression() {
        int start = tokens.peek().at();
        expressions.parse();
        return tokens.between(start, tokens.end());
    }

    private void skipBrackets() {
        for (int depth = 1; depth > 0; ) {
            Token token = tokens.take();
            if (token.kind() == Token.Kind.END) {
                throw tokens.wrong();
            }
            depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
        }
    }

    private void engine() {
        tokens.trySign("=");
        String engine = tokens.name();
        if (!engine.equals("MergeTree")) {
            throw Refusal.notHere("the engine " + engine);
        }
        if (tokens.trySign("(")) {
            tokens.sign(")");
        }
    }

    private List<String> key() {
        if (tokens.tryWord("TUPLE")) {
            tokens.sign("(");
            tokens.sign(")");
            return List.of();
        }
        if (tokens.peek().isSign("(")) {
            if (tokens.peek(1).isSign(")")) {
                tokens.take();
                tokens.take();
                return List.of();
            }
            return tokens.names();
        }
        return new ArrayList<>(List.of(tokens.name()));
    }

    private boolean words(String first, String second) {
        tokens.word(first);
        tokens.word(second);
        return true;
    }
}
