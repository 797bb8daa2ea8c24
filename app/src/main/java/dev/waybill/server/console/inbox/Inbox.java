package dev.waybill.server.console.inbox;

import dev.waybill.server.access.Audit;
import dev.waybill.server.console.Card;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Shown;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.http.Routes;
import dev.waybill.server.replays.Commands;
import dev.waybill.server.replays.Replays;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Failures, replays and the audit: as pages, and below {@code /api/v1} for programs. Thread-safe.
 *
 * @param commands what changes something
 * @param redact takes secrets out of a text
 */
public record Inbox(
        Pages pages,
        FailureInbox failures,
        Commands commands,
        Replays replays,
        Audit audit,
        UnaryOperator<String> redact,
        InstantSource clock)
        implements Routes {
    @Override
    public void addTo(RoutesConfig routes) {
        var actions = new FailureActions(commands, replays);
        new FailurePages(pages, failures, actions, redact).addTo(routes);
        new ReplayPages(pages, replays, redact, clock).addTo(routes);
        new AuditPages(pages, audit).addTo(routes);
        new FailureApi(failures, actions, replays, redact).addTo(routes);
    }

    /** For the overview: how much is parked. */
    public static Card card(FailureInbox.Causes found) {
        return new Card(
                "Parked",
                Shown.count(found.records()),
                "records, of " + found.causes().size() + (found.causes().size() == 1 ? " cause" : " causes"),
                Optional.of(Section.FAILURES.path()));
    }
}
