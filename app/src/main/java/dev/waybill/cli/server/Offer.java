package dev.waybill.cli.server;

import dev.waybill.server.console.Card;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.http.Routes;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Pages that are offered beside those about pipelines.
 *
 * @param sections where the navigation leads to them
 * @param routes of the pages, which are shown in the common frame
 * @param cards numbers of theirs for the overview, asked every few seconds
 */
public record Offer(Set<Section> sections, Function<Pages, Routes> routes, Supplier<List<Card>> cards) {
    public Offer {
        sections = Set.copyOf(sections);
    }
}
