package dev.waybill.server.access;

/** The page on which a browser shows a token: a form that posts {@code token} and {@code to} to {@code /login}. */
@FunctionalInterface
public interface LoginPage {
    /**
     * Its HTML.
     *
     * @param to the path to go on to
     * @param problem what was wrong with what was shown before; empty at first
     */
    String html(String to, String problem);
}
