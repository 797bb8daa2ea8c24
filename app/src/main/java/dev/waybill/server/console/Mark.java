package dev.waybill.server.console;

import java.util.Locale;

/**
 * A state as it is shown: a sign, words, and a colour, which alone never says anything.
 *
 * @param kind {@code good}, {@code busy}, {@code bad} or {@code quiet}: a class of the style
 */
public record Mark(String sign, String words, String kind) {
    /** Of a pipeline or a partition. */
    public static Mark ofState(String state) {
        String words = state.replace('_', ' ').toLowerCase(Locale.ROOT);
        return switch (state) {
            case "moving", "full", "careful" -> new Mark("●", words, "good");
            case "idle", "standby" -> new Mark("○", words, "quiet");
            case "starting", "stopping" -> new Mark("◐", words, "busy");
            case "stuck", "stopped", "misconfigured", "silent" -> new Mark("■", words, "bad");
            case "waiting_for_sink" -> new Mark("▲", words, "bad");
            default -> new Mark("·", words, "quiet");
        };
    }

    /** Of a breaker. */
    static Mark ofBreaker(String state) {
        return switch (state) {
            case "closed" -> new Mark("○", "closed", "quiet");
            case "half_open" -> new Mark("◐", "half open", "busy");
            default -> new Mark("▲", state, "bad");
        };
    }
}
