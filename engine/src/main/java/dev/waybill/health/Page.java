package dev.waybill.health;

import java.nio.charset.StandardCharsets;

/** One answer. */
record Page(int status, String contentType, String text) {
    static Page plain(int status, String text) {
        return new Page(status, "text/plain; charset=utf-8", text);
    }

    static Page json(int status, String text) {
        return new Page(status, "application/json", text + "\n");
    }

    /** In the form that Prometheus reads. */
    static Page metrics(String text) {
        return new Page(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
