package dev.waybill.cli.server;

import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.http.Routes;
import java.util.Set;
import java.util.function.Function;

/**
 * Pages that are offered beside those about pipelines.
 *
 * @param sections where the navigation leads to them
 * @param routes of the pages, which are shown in the common frame
 */
public record Offer(Set<Section> sections, Function<Pages, Routes> routes) {
    public Offer {
        sections = Set.copyOf(sections);
    }
}
