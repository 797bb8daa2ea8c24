package dev.waybill.local.clickhouse.sql;

/** What a backslash makes of the letter behind it. */
public final class Escapes {
    private Escapes() {}

    public static char plain(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '0' -> '\0';
            default -> letter;
        };
    }
}
