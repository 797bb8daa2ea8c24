package dev.waybill.cli.failures;

import dev.waybill.cli.session.Session;
import dev.waybill.server.access.Access;
import dev.waybill.server.console.Card;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.inbox.FilePages;
import dev.waybill.server.console.inbox.Inbox;
import dev.waybill.server.failures.FailureInbox;
import dev.waybill.server.failures.FailureStores;
import dev.waybill.server.failures.RunningStores;
import dev.waybill.server.http.Routes;
import dev.waybill.server.presence.Presence;
import dev.waybill.server.presence.PresenceFolder;
import dev.waybill.server.replays.Commands;
import dev.waybill.server.replays.Replays;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The pages about failures, replays, files and the audit, for a server: over the stores of the commands that run here, and those
 * that it is told. Thread-safe: what was counted last is guarded by {@code this}.
 */
public final class ServedFailures implements AutoCloseable {
    private static final String MAIN = "dev.waybill.cli.Main";
    private static final String AUDIT = "WAYBILL_SERVER_AUDIT";
    private static final String FILES = "files";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final Session session;
    private final Optional<PresenceFolder> running;
    private final FailureStores stores;
    private final Commands commands;
    private final Replays replays;
    private final InstantSource clock = InstantSource.system();
    private List<Card> cards = List.of();
    private Instant nextLook = Instant.MIN;

    private ServedFailures(Session session, Optional<PresenceFolder> running, FailureStores stores, Commands commands) {
        this.session = session;
        this.running = running;
        this.stores = stores;
        this.commands = commands;
        this.replays = new Replays(commands, clock);
    }

    /**
     * Opens nothing yet.
     *
     * @param audit the file that what is changed is written to; in a folder beside it lies what commands say
     * @param configured folders and failure topics, beside those of the commands that run
     */
    public static ServedFailures open(Session session, Path audit, List<String> configured) {
        var running = session.runFolder();
        var settings = session.configFile()
                .map(file -> List.of("-c", file.toAbsolutePath().normalize().toString()))
                .orElse(List.of());
        var known = new RunningStores(configured, settings);
        Path state = audit.toAbsolutePath().resolveSibling("console").normalize();
        var stores = new FailureStores(
                () -> known.with(runningIn(running)), session.kafkaAsSet("consumer"), state.resolve("claims"));
        var environment = Map.of(AUDIT, audit.toAbsolutePath().toString());
        var commands = new Commands(Commands.likeThis(MAIN), environment, state.resolve("commands"));
        return new ServedFailures(session, running, stores, commands);
    }

    private static List<Presence> runningIn(Optional<PresenceFolder> folder) {
        return folder.map(PresenceFolder::running).orElse(List.of());
    }

    /** The pages, and what is below {@code /api/v1}. */
    public Routes routes(Pages pages, Access access) {
        var inbox = new Inbox(
                pages,
                new FailureInbox(stores, clock),
                commands,
                replays,
                access.audit(),
                session.redactor()::redact,
                clock);
        var files = new FilePages(pages, this::receivers, clock);
        return routes -> {
            inbox.addTo(routes);
            files.addTo(routes);
        };
    }

    /** Output folders of receivers of files: what they park lies in it. */
    private List<Path> receivers() {
        return runningIn(running).stream()
                .filter(one -> one.workload().equals(FILES))
                .flatMap(one -> one.failures().stream())
                .map(place -> Path.of(place).toAbsolutePath().normalize().getParent())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** For the overview: how much is parked, as of a moment ago. Reads the stores now and then. */
    public synchronized List<Card> cards() {
        var now = clock.instant();
        if (now.isAfter(nextLook)) {
            cards = List.of(Inbox.card(new FailureInbox(stores, clock).causes()));
            nextLook = now.plus(BETWEEN_LOOKS);
        }
        return cards;
    }

    @Override
    public void close() {
        replays.close();
        stores.close();
    }
}
