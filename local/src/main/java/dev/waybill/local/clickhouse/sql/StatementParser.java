package dev.waybill.local.clickhouse.sql;

import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.sql.Statement.Show;
import dev.waybill.local.clickhouse.sql.Statement.What;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one statement. */
public final class StatementParser {
    private final Tokens tokens;

    private StatementParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads a statement; behind the format of an INSERT there may be anything. */
    public static Statement parse(byte[] sql) {
        return new StatementParser(new Tokens(sql)).statement();
    }

    /** An expression that stands alone, such as a default. */
    public static Expression parseExpression(byte[] sql) {
        var tokens = new Tokens(sql);
        Expression expression = new ExpressionParser(tokens).parse();
        tokens.finish();
        return expression;
    }

    private Statement statement() {
        if (tokens.tryWord("INSERT")) {
            return insert();
        }
        Statement statement;
        if (tokens.tryWord("SELECT")) {
            statement = new SelectParser(tokens).select();
        } else if (tokens.tryWord("CREATE")) {
            statement = new DefinitionParser(tokens).create();
        } else if (tokens.tryWord("ALTER")) {
            statement = new DefinitionParser(tokens).alter();
        } else if (tokens.tryWord("DROP")) {
            tokens.word("TABLE");
            boolean isIfExists = tokens.tryWords("IF", "EXISTS");
            statement = new Statement.DropTable(tokens.table(), isIfExists);
            tokens.tryWord("SYNC");
        } else if (tokens.tryWord("TRUNCATE")) {
            tokens.tryWord("TABLE");
            boolean isIfExists = tokens.tryWords("IF", "EXISTS");
            statement = new Statement.Truncate(tokens.table(), isIfExists);
        } else if (tokens.tryWord("DELETE")) {
            tokens.word("FROM");
            String table = tokens.table();
            tokens.word("WHERE");
            statement = new Statement.Delete(table, new ExpressionParser(tokens).parse());
        } else if (tokens.tryWord("OPTIMIZE")) {
            tokens.word("TABLE");
            statement = new Statement.Nothing(tokens.table());
            tokens.tryWord("FINAL");
        } else {
            statement = show();
        }
        settings();
        tokens.finish();
        return statement;
    }

    private Statement show() {
        if (tokens.tryWords("SHOW", "TABLES")) {
            return new Show(What.TABLES, "", tokens.format());
        }
        if (tokens.tryWords("SHOW", "DATABASES")) {
            return new Show(What.DATABASES, "", tokens.format());
        }
        if (tokens.tryWords("SHOW", "CREATE")) {
            tokens.tryWord("TABLE");
            return new Show(What.CREATION, tokens.table(), tokens.format());
        }
        if (tokens.tryWord("DESCRIBE") || tokens.tryWord("DESC")) {
            tokens.tryWord("TABLE");
            return new Show(What.COLUMNS, tokens.table(), tokens.format());
        }
        if (tokens.tryWord("EXISTS")) {
            tokens.tryWord("TABLE");
            return new Show(What.EXISTENCE, tokens.table(), tokens.format());
        }
        for (String word : List.of("WITH", "EXPLAIN", "SET", "USE", "RENAME", "SYSTEM", "KILL", "GRANT", "UPDATE")) {
            if (tokens.peek().isWord(word)) {
                throw Refusal.notHere(word);
            }
        }
        throw tokens.wrong();
    }

    private Statement insert() {
        tokens.word("INTO");
        tokens.tryWord("TABLE");
        if (tokens.peek().isWord("FUNCTION")) {
            throw Refusal.notHere("INSERT INTO FUNCTION");
        }
        String table = tokens.table();
        List<String> columns = tokens.peek().isSign("(") ? tokens.names() : List.of();
        Map<String, String> settings = settings();
        if (tokens.tryWord("VALUES")) {
            return new Statement.Insert(table, columns, settings, Optional.of("Values"), tokens.end());
        }
        if (tokens.peek().isWord("SELECT")) {
            throw Refusal.notHere("INSERT … SELECT");
        }
        Optional<String> format = tokens.format();
        if (format.isEmpty()) {
            tokens.finish();
        }
        return new Statement.Insert(table, columns, settings, format, tokens.end());
    }

    private Map<String, String> settings() {
        return settings(tokens);
    }

    /** {@code SETTINGS a = 1, b = 'c'}, where they are. */
    static Map<String, String> settings(Tokens tokens) {
        var settings = new LinkedHashMap<String, String>();
        if (tokens.tryWord("SETTINGS")) {
            do {
                String name = tokens.name();
                tokens.sign("=");
                settings.put(name, tokens.take().text());
            } while (tokens.trySign(","));
        }
        return settings;
    }

    static <T> List<T> commas(Tokens tokens, java.util.function.Supplier<T> each) {
        var list = new ArrayList<T>();
        do {
            list.add(each.get());
        } while (tokens.trySign(","));
        return list;
    }
}
