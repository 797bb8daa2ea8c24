package dev.waybill.batch.check;

import dev.waybill.batch.model.Column;
import dev.waybill.batch.model.Shown;
import java.util.Locale;

/** What is wrong with a cell, or with the row as a whole. */
record Flaw(String column, String type, RejectCode code, String observed, String message) {
    private static final int LONGEST_NAME = 200;

    /** Names come from the file's header and the model, and are repeated with each reject: long ones are cut. */
    Flaw {
        column = brief(column);
        type = brief(type);
    }

    private static String brief(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
        return name.substring(0, end) + "…";
    }

    static Flaw missing(Column column) {
        return new Flaw(
                column.name(),
                column.shownType(),
                RejectCode.MISSING_COLUMN,
                "",
                "The required column '" + column.name() + "' is missing");
    }

    static Flaw isNull(Column column) {
        return new Flaw(
                column.name(),
                column.shownType(),
                RejectCode.NULL_VALUE,
                "null",
                "The required column '" + column.name() + "' is null");
    }

    static Flaw unfit(Column column, String observed, String expected) {
        return new Flaw(
                column.name(),
                column.shownType(),
                TypeCodes.of(column, observed),
                observed,
                "Expected " + expected + ", got '" + Shown.brief(observed) + "'");
    }

    static Flaw twice(Column column, String observed) {
        return new Flaw(
                column.name(),
                column.shownType(),
                RejectCode.DUPLICATE_KEY,
                observed,
                "The key '" + column.name() + "' is there twice");
    }

    static Flaw notUtf8(Column column, String observed, int bad, int at) {
        return new Flaw(
                column.name(),
                column.shownType(),
                RejectCode.INVALID_UTF8,
                observed,
                String.format(Locale.ROOT, "Expected UTF-8, got the byte 0x%02x after %d bytes", bad & 0xff, at));
    }

    static Flaw extra(String name, boolean isTwice, String observed) {
        String message = isTwice
                ? "The column '" + Shown.brief(name) + "' is there twice"
                : "The model has no column '" + Shown.brief(name) + "'";
        return new Flaw(name, "", RejectCode.EXTRA_COLUMN, observed, message);
    }

    static Flaw ofRow(RejectCode code, String observed, String message) {
        return new Flaw("", "", code, observed, message);
    }
}
