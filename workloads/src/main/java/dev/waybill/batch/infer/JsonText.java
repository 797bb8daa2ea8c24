package dev.waybill.batch.infer;

import tools.jackson.core.io.JsonStringEncoder;

/** Text as JSON writes it. */
final class JsonText {
    private JsonText() {}

    static String of(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
