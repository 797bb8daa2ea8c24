package dev.waybill.jobs.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a database as people write it, with user and password taken out. */
record DatabaseUrl(String jdbc, String user, Password password) {
    private static final String HOST = "(?:\\[[0-9a-fA-F:.]+]|[^/?@:,\\[\\]\\s]+)(?::[0-9]{1,5})?";
    private static final Pattern FORM = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<login>[^/?]*)@)?(?<place>(?:"
            + HOST + "(?:," + HOST + ")*)?)(?:/(?<name>[^?]*))?(?:\\?(?<options>.*))?");

    static DatabaseUrl parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "expected the address of a database such as \"jdbc:postgresql://localhost:5432/datacube\" or"
                            + " \"postgresql://localhost/datacube\", got " + shown(text));
        }
        String user = "";
        String password = "";
        if (form.group("login") != null) {
            String[] login = form.group("login").split(":", 2);
            user = decoded(login[0]);
            password = login.length == 2 ? decoded(login[1]) : "";
        }
        List<String> options = new ArrayList<>();
        for (String option : form.group("options") == null
                ? new String[0]
                : form.group("options").split("&")) {
            if (option.startsWith("user=")) {
                user = decoded(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                password = decoded(option.substring("password=".length()));
            } else if (!option.isEmpty()) {
                options.add(option);
            }
        }
        String place = form.group("place").isEmpty() ? "localhost" : form.group("place");
        String name = form.group("name") == null ? "" : form.group("name");
        String jdbc = "jdbc:postgresql://" + place + "/" + name;
        return new DatabaseUrl(
                options.isEmpty() ? jdbc : jdbc + "?" + String.join("&", options), user, new Password(password));
    }

    /** What has an at sign may have a password before it. */
    private static String shown(String text) {
        String masked = text.replaceAll("//[^/]*@", "//******@").replaceAll("password=[^&]*", "password=******");
        return "\"" + (masked.length() > 100 ? masked.substring(0, 100) + "…" : masked) + "\"";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
