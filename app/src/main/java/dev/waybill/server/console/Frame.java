package dev.waybill.server.console;

import java.util.List;
import java.util.Optional;

/**
 * What is around the content of every page.
 *
 * @param command that says the same; empty where there is none
 * @param live the stream that keeps the page up to date; absent where nothing on it changes
 */
public record Frame(
        String title,
        Section section,
        List<Section> navigation,
        String command,
        Optional<String> live,
        Visitor visitor) {
    public Frame {
        navigation = List.copyOf(navigation);
    }

    /** Where an asset of that name is. */
    public String asset(String name) {
        return Assets.path(name);
    }
}
