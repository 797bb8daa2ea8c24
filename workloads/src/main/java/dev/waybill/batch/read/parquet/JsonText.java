package dev.waybill.batch.read.parquet;

import dev.waybill.batch.read.Rows;
import dev.waybill.batch.read.Utf8;
import java.util.Locale;

/** Bytes as a JSON string. A byte that is no UTF-8 becomes half a character, which whoever reads it sees as such. */
final class JsonText {
    private static final String[] ESCAPES = new String[128];

    static {
        for (int i = 0; i < 0x20; i++) {
            ESCAPES[i] = String.format(Locale.ROOT, "\\u%04x", i);
        }
        ESCAPES['"'] = "\\\"";
        ESCAPES['\\'] = "\\\\";
    }

    private JsonText() {}

    static void write(byte[] text, Line to) {
        int end = Math.min(text.length, Rows.LONGEST_ROW); // the row is too long with those alone
        to.add('"');
        int from = 0;
        int bad = Utf8.firstBad(text, 0, end);
        while (bad >= 0) {
            characters(text, from, bad, to);
            to.add(String.format(Locale.ROOT, "\\udc%02x", text[bad] & 0xff));
            from = bad + 1;
            bad = Utf8.firstBad(text, from, end);
        }
        characters(text, from, end, to);
        to.skip(text.length - end);
        to.add('"');
    }

    private static void characters(byte[] text, int from, int to, Line line) {
        int begin = from;
        for (int i = from; i < to; i++) {
            String escape = text[i] < 0 ? null : ESCAPES[text[i]];
            if (escape != null) {
                line.add(text, begin, i);
                line.add(escape);
                begin = i + 1;
            }
        }
        line.add(text, begin, to);
    }
}
