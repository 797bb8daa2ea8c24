package dev.waybill.local.clickhouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens of a statement with one in sight, and what all parts of the grammar ask of them. Not thread-safe. */
final class Tokens {
    private final Lexer lexer;
    private final List<Token> seen = new ArrayList<>();
    private int at;

    Tokens(byte[] sql) {
        this.lexer = new Lexer(sql);
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        while (seen.size() <= at + ahead) {
            seen.add(lexer.next());
        }
        return seen.get(at + ahead);
    }

    Token take() {
        Token token = peek();
        at++;
        return token;
    }

    /** Where the token that was taken last ends. */
    int end() {
        return at == 0 ? 0 : seen.get(at - 1).end();
    }

    boolean tryWord(String word) {
        if (peek().isWord(word)) {
            at++;
            return true;
        }
        return false;
    }

    boolean tryWords(String first, String second) {
        if (peek().isWord(first) && peek(1).isWord(second)) {
            at += 2;
            return true;
        }
        return false;
    }

    boolean trySign(String sign) {
        if (peek().isSign(sign)) {
            at++;
            return true;
        }
        return false;
    }

    void word(String word) {
        if (!tryWord(word)) {
            throw wrong();
        }
    }

    void sign(String sign) {
        if (!trySign(sign)) {
            throw wrong();
        }
    }

    String name() {
        if (!peek().isName()) {
            throw wrong();
        }
        return take().text();
    }

    long number() {
        Token token = take();
        if (token.kind() != Token.Kind.NUMBER || !token.text().matches("\\d{1,18}")) {
            at--;
            throw wrong();
        }
        return Long.parseLong(token.text());
    }

    /** A table, perhaps with its database before it. */
    String table() {
        String first = name();
        if (!trySign(".")) {
            return first;
        }
        String second = name();
        return first.equals("default") ? second : first + "." + second;
    }

    List<String> names() {
        sign("(");
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (trySign(","));
        sign(")");
        return names;
    }

    Optional<String> format() {
        return tryWord("FORMAT") ? Optional.of(name()) : Optional.empty();
    }

    /** Nothing may follow but a semicolon. */
    void finish() {
        trySign(";");
        if (peek().kind() != Token.Kind.END) {
            throw wrong();
        }
    }

    String between(int from, int to) {
        return lexer.between(from, to);
    }

    RuntimeException wrong() {
        return Lexer.syntax(peek().at(), peek().text());
    }
}
