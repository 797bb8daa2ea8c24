package dev.waybill.server.access;

import java.nio.file.Path;

/**
 * Where tokens and the audit are, and how often a token may ask.
 *
 * @param tokens a file; it need not be there
 * @param audit a file; it need not be there
 * @param rate requests a second of one token; twice as many at once
 */
public record AccessSettings(Path tokens, Path audit, int rate) {
    /** Requests a second. */
    public static final int USUAL_RATE = 200;

    public AccessSettings {
        if (rate < 1) {
            throw new IllegalArgumentException("the rate must be 1 request a second or more, got " + rate);
        }
    }
}
