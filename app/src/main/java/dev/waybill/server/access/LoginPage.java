package dev.waybill.server.access;

/** The page on which a browser shows a token: a form that posts {@code token} and {@code to} to {@code /login}. */
@FunctionalInterface
public interface LoginPage {
    /** Without any looks. */
    LoginPage PLAIN = (to, problem) -> "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<title>Waybill: log in</title></head><body><h1>Waybill</h1><p role=\"alert\">" + escaped(problem)
            + "</p><form method=\"post\" action=\"/login\"><input type=\"hidden\" name=\"to\" value=\"" + escaped(to)
            + "\"><label>Token <input type=\"password\" name=\"token\" required autofocus autocomplete=\"off\"></label> "
            + "<button>Log in</button></form></body></html>";

    /**
     * Its HTML.
     *
     * @param to the path to go on to
     * @param problem what was wrong with what was shown before; empty at first
     */
    String html(String to, String problem);

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
