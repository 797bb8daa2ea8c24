package dev.waybill.local.clickhouse.sql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param text of a name or text without its quotes; of a number or sign as it stands
 * @param at where it begins
 * @param end where it ends
 */
record Token(Kind kind, String text, int at, int end) {
    enum Kind {
        NAME,
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.toUpperCase(Locale.ROOT).equals(word);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }
}
