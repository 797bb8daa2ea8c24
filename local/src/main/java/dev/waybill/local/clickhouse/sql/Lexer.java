package dev.waybill.local.clickhouse.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.util.List;

/**
 * Cuts a statement into tokens, one after the other: what follows the format of an INSERT is no SQL, and is never looked
 * at. Each char of the statement is one byte. Not thread-safe.
 */
final class Lexer {
    private static final List<String> SIGNS = List.of(
            "<=", ">=", "!=", "<>", "==", "||", "::", "->", "(", ")", ",", ".", "*", "+", "-", "/", "%", "=", "<", ">",
            ";", "{", "}", "[", "]", ":", "?");

    private final String sql;
    private int at;

    Lexer(byte[] sql) {
        this.sql = new String(sql, ISO_8859_1);
    }

    Token next() {
        skipBlanks();
        if (at >= sql.length()) {
            return new Token(Token.Kind.END, "end of query", at, at);
        }
        char c = sql.charAt(at);
        if (c == '\'') {
            return quoted(Token.Kind.TEXT);
        }
        if (c == '`' || c == '"') {
            return quoted(Token.Kind.QUOTED_NAME);
        }
        if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            return number();
        }
        if (isWordPart(c)) {
            int start = at;
            while (at < sql.length() && (isWordPart(sql.charAt(at)) || isDigit(sql.charAt(at)))) {
                at++;
            }
            return new Token(Token.Kind.NAME, sql.substring(start, at), start, at);
        }
        for (String sign : SIGNS) {
            if (sql.startsWith(sign, at)) {
                at += sign.length();
                return new Token(Token.Kind.SIGN, sign, at - sign.length(), at);
            }
        }
        throw syntax(at, String.valueOf(c));
    }

    /** What stands between two places. */
    String between(int from, int to) {
        return utf8(sql.substring(from, to));
    }

    static Refusal syntax(int at, String near) {
        return new Refusal(Code.SYNTAX_ERROR, "Syntax error: failed at position " + (at + 1) + " (" + near + ")");
    }

    private void skipBlanks() {
        while (at < sql.length()) {
            if (sql.charAt(at) <= ' ') {
                at++;
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                if (end < 0) {
                    throw syntax(at, "/*");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    private Token quoted(Token.Kind kind) {
        int start = at;
        char quote = sql.charAt(at++);
        var text = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && at < sql.length()) {
                text.append(Escapes.plain(sql.charAt(at++)));
            } else if (c == quote && at < sql.length() && sql.charAt(at) == quote) {
                text.append(quote);
                at++;
            } else if (c == quote) {
                return new Token(kind, utf8(text.toString()), start, at);
            } else {
                text.append(c);
            }
        }
        throw syntax(start, sql.substring(start, Math.min(sql.length(), start + 20)));
    }

    private Token number() {
        int start = at;
        while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            int digits = at + 1;
            if (digits < sql.length() && (sql.charAt(digits) == '-' || sql.charAt(digits) == '+')) {
                digits++;
            }
            if (digits < sql.length() && isDigit(sql.charAt(digits))) {
                at = digits;
                while (at < sql.length() && isDigit(sql.charAt(at))) {
                    at++;
                }
            }
        }
        String text = sql.substring(start, at);
        if (text.indexOf('.') != text.lastIndexOf('.') || (at < sql.length() && isWordPart(sql.charAt(at)))) {
            throw syntax(start, text);
        }
        return new Token(Token.Kind.NUMBER, text, start, at);
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
