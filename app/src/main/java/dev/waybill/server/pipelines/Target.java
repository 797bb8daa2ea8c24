package dev.waybill.server.pipelines;

import dev.waybill.server.presence.Presence;
import java.net.URI;
import java.util.Optional;

/**
 * A process that is asked.
 *
 * @param id names it in addresses: its pid here, host and port elsewhere
 * @param presence what it says of itself, where it runs on this machine
 */
public record Target(String id, URI uri, Optional<Presence> presence) {
    static Target here(Presence presence) {
        return new Target(presence.pid() + "-" + presence.url().getPort(), presence.url(), Optional.of(presence));
    }

    /** Somewhere else, or here and named by hand. */
    static Target at(URI uri) {
        return new Target(uri.getHost().replace(':', '-') + "-" + uri.getPort(), uri, Optional.empty());
    }
}
