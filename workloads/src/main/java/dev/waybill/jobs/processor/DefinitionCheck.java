package dev.waybill.jobs.processor;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds all that is wrong with a definition. Patterns are tried where they will be used, in the database. */
final class DefinitionCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
    /** It would take the meaning of what is put behind it. */
    private static final Pattern ESCAPING_END = Pattern.compile("(?<!\\\\)(\\\\\\\\)*\\\\$");

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final int LONGEST_TEXT = 1000;
    private static final JsonMapper JSON = new JsonMapper();

    private final ProcessorDefinition definition;
    private final Database database;
    private final List<String> problems = new ArrayList<>();

    private DefinitionCheck(ProcessorDefinition definition, Database database) {
        this.definition = definition;
        this.database = database;
    }

    /** @throws ProcessorException unless it can be used */
    static void require(ProcessorDefinition definition, Database database) {
        var check = new DefinitionCheck(definition, database);
        check.words();
        check.sources();
        check.effort();
        if (!check.problems.isEmpty()) {
            throw new ProcessorException(check.problems);
        }
    }

    private void words() {
        if (!NAME.matcher(definition.name()).matches()) {
            problems.add(
                    "name: expected 1 to 100 letters, digits, \"_\", \".\" or \"-\", got " + shown(definition.name()));
        }
        if (definition.version().isBlank()) {
            problems.add("version: expected a text such as \"1\"");
        }
        plain("version", definition.version());
        plain("description", definition.description());
        try {
            if (!JSON.readTree(definition.parameters()).isObject()) {
                problems.add("parameters: expected a JSON object, got " + shown(definition.parameters()));
            }
        } catch (JacksonException e) {
            problems.add("parameters: expected a JSON object, got " + shown(definition.parameters()));
        }
    }

    private void sources() {
        SourceSelection sources = definition.sources();
        for (String product : sources.products()) {
            if (product.isBlank()) {
                problems.add("products: expected names of products, got one that is empty");
            }
            plain("products", product);
        }
        if (sources.products().isEmpty() && sources.pattern().isEmpty()) {
            problems.add(
                    "products: expected names of products, or a pattern; to take every source there is: pattern \"/\"");
        }
        plain("pattern", sources.pattern());
        tried("pattern", sources.pattern());
        sources.exclude().ifPresent(text -> {
            if (text.isEmpty()) {
                problems.add("exclude: expected a text; an empty one would leave out everything");
            }
            plain("exclude", text);
            tried("exclude", text);
        });
        pathRule(sources.pathRule());
    }

    private void pathRule(String rule) {
        plain("path_rule", rule);
        if (rule.equals("stac") || rule.equals("none")) {
            return;
        }
        String[] parts = rule.split(" => ", 2);
        if (parts.length != 2 || parts[0].isBlank()) {
            problems.add("path_rule: expected \"stac\", \"none\" or \"REGEX => REPLACEMENT\", got " + shown(rule));
        } else {
            regex("path_rule: expected a regular expression before \"=>\"", parts[0]);
        }
    }

    private void effort() {
        Effort effort = definition.effort();
        if (effort.lease().compareTo(SHORTEST_LEASE) < 0) {
            problems.add("lease: expected 1 s or more, got " + effort.lease());
        }
        if (effort.attempts() < 1) {
            problems.add("max_attempts: expected 1 or more, got " + effort.attempts());
        }
        if (effort.backoff().isNegative()) {
            problems.add("backoff: expected no less than nothing, got " + effort.backoff());
        }
        if (effort.longestBackoff().compareTo(effort.backoff()) < 0) {
            problems.add("longest_backoff: expected the backoff, " + effort.backoff() + ", or longer, got "
                    + effort.longestBackoff());
        }
    }

    private void plain(String field, String text) {
        if (text.length() > LONGEST_TEXT) {
            problems.add(field + ": expected at most " + LONGEST_TEXT + " characters, got " + text.length());
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            problems.add(field + ": expected no control characters, got " + shown(text));
        }
    }

    private void tried(String field, String text) {
        PatternMode mode = definition.sources().mode();
        if (mode == PatternMode.LIKE && ESCAPING_END.matcher(text).find()) {
            problems.add(field + ": expected a pattern that does not end in a single backslash, got " + shown(text));
        }
        if (mode == PatternMode.REGEX) {
            regex(field + ": expected a regular expression", text);
        }
    }

    private void regex(String expected, String text) {
        if (text.indexOf('\0') >= 0) {
            return; // said before; it cannot even be asked for
        }
        try {
            database.run(handle ->
                    handle.select("SELECT 'a/b' ~ ?", text).mapTo(Boolean.class).one());
        } catch (RefusedException e) {
            problems.add(expected + ", got " + shown(text) + ": " + e.getMessage());
        }
    }

    private static String shown(String text) {
        String brief = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return "\"" + brief.replaceAll("\\p{Cntrl}", "\ufffd") + "\"";
    }
}
