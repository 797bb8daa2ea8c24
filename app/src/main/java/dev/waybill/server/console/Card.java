package dev.waybill.server.console;

import java.util.Optional;

/**
 * One number of the overview.
 *
 * @param note what it counts, in a few words
 * @param path of the page that says more
 */
public record Card(String title, String value, String note, Optional<String> path) {}
