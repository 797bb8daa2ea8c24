package dev.waybill.server.console;

import java.util.Optional;

/**
 * Who looks at a page.
 *
 * @param name shown beside the navigation; absent where nobody had to say who they are
 * @param formToken goes with every form that changes something, as {@code csrf}; empty where none is wanted
 */
public record Visitor(Optional<String> name, String formToken) {
    /** Nobody in particular. */
    public static final Visitor ANYONE = new Visitor(Optional.empty(), "");
}
