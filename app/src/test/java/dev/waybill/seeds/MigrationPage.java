package dev.waybill.seeds;

import dev.waybill.docs.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The table of a page below {@code docs/migrate}.
 *
 * @param rows what is printed there, and what is typed here
 */
record MigrationPage(String name, Map<String, String> rows) {
    /** What stands in the second column where there is nothing to run. */
    static final String NOTHING = "—";

    private static final String HEAD = "| printed there | here | |\n|---|---|---|\n";
    private static final String SAME = "the same";
    private static final Pattern CELLS = Pattern.compile("\\| `([^`]+)` \\| (.+?) \\|(?: (.*))? \\|");

    static MigrationPage read(String name) throws IOException {
        Path file = Checkout.root().resolve("docs/migrate/" + name + ".md");
        String page = Files.readString(file);
        int table = page.indexOf(HEAD);
        if (table < 0) {
            throw new AssertionError(file + ": no table");
        }
        var rows = new LinkedHashMap<String, String>();
        String lines = page.substring(table + HEAD.length());
        for (String line : lines.substring(0, lines.indexOf("\n\n") + 1).lines().toList()) {
            var cells = CELLS.matcher(line);
            if (!cells.matches()) {
                throw new AssertionError(file + ": no row: " + line);
            }
            String printed = cells.group(1);
            String here = cells.group(2).equals(SAME) ? printed : cells.group(2).replaceAll("^`|`$", "");
            if (rows.put(printed, here) != null) {
                throw new AssertionError(file + ": twice: " + printed);
            }
        }
        return new MigrationPage(name, rows);
    }

    /** What is typed here for what is printed there. */
    String here(String printed) {
        String here = rows.get(printed);
        if (here == null) {
            throw new AssertionError(name + ".md has no row for: " + printed);
        }
        return here;
    }

    boolean isNothing(String printed) {
        return here(printed).equals(NOTHING);
    }
}
