package dev.waybill.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Renders pages in their common frame. Thread-safe. */
public final class Pages {
    private static final String HTML = "text/html; charset=utf-8";

    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.waybill.server.console");
    private final List<Section> navigation;
    private final Function<Context, Visitor> visitor;

    /**
     * For a server that offers these sections.
     *
     * @param visitor says who asks
     */
    public Pages(Set<Section> offered, Function<Context, Visitor> visitor) {
        this.navigation = offered.stream().sorted().toList();
        this.visitor = visitor;
    }

    /**
     * Answers with a page.
     *
     * @param command that says the same; empty where there is none
     * @param template its name, such as {@code inbox/groups.jte}; it takes {@code frame} and the {@code values}
     */
    public void show(
            Context ctx, Section section, String title, String command, String template, Map<String, Object> values) {
        show(ctx, section, title, command, Optional.empty(), template, values);
    }

    void show(
            Context ctx,
            Section section,
            String title,
            String command,
            Optional<String> live,
            String template,
            Map<String, Object> values) {
        var all = new HashMap<>(values);
        all.put("frame", new Frame(title, section, navigation, command, live, visitor.apply(ctx)));
        ctx.contentType(HTML).result(render(template, all));
    }

    /**
     * The page on which a browser shows a token.
     *
     * @param to the path to go on to
     * @param problem what was wrong before; empty at first
     */
    public String login(String to, String problem) {
        return render("login.jte", Map.of("to", to, "problem", problem));
    }

    /** A template by itself: a part of a page. */
    public String render(String template, Map<String, Object> values) {
        var output = new StringOutput();
        templates.render(template, values, output);
        return output.toString();
    }
}
