package dev.waybill.local.clickhouse.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists behind the word VALUES. Not thread-safe. */
public final class ValueLists {
    private final Tokens tokens;
    private boolean isFirst = true;

    public ValueLists(byte[] sql) {
        this.tokens = new Tokens(sql);
    }

    /** The expressions of the next list; null behind the last one. */
    public @Nullable List<Expression> next() {
        if (!isFirst && !tokens.trySign(",")) {
            tokens.finish();
            return null;
        }
        if (tokens.peek().kind() == Token.Kind.END) {
            return null;
        }
        isFirst = false;
        tokens.sign("(");
        var expressions = new ExpressionParser(tokens);
        List<Expression> values = new ArrayList<>(StatementParser.commas(tokens, expressions::parse));
        tokens.sign(")");
        return values;
    }
}
