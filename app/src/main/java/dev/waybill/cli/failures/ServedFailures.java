package dev.waybill.cli.failures;

import static java.util.concurrent.TimeUnit.SECONDS;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages about failures, replays, files and the audit, for a server: over the stores of the commands that run here, and those
 * that it is told. Thread-safe; the card is read by a thread of its own.
 */
public final class ServedFailures implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServedFailures.class);
    private static final String MAIN = "dev.waybill.cli.Main";
    private static final String AUDIT = "WAYBILL_SERVER_AUDIT";
    private static final String FILES = "files";
    private static final long SECONDS_BETWEEN_LOOKS = 15;

    private final Session session;
    private final Optional<PresenceFolder> running;
    private final FailureStores stores;
    private final Commands commands;
    private final Replays replays;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService thread;
    private volatile List<Card> cards = List.of();

    private ServedFailures(Session session, Optional<PresenceFolder> running, FailureStores stores, Commands commands) {
        this.session = session;
        this.running = running;
        this.stores = stores;
        this.commands = commands;
        this.replays = new Replays(commands, clock);
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var reader = new Thread(task, "look-at-failures");
            reader.setDaemon(true);
            return reader;
        });
    }

    /**
     * Opens nothing yet.
     *
     * @param audit the file that what is changed is written to; beside it lies what commands say
     * @param configured folders and failure topics, beside those of the commands that run
     */
    public static ServedFailures open(Session session, Path audit, List<String> configured) {
        var running = session.runFolder();
        var settings = session.configFile()
                .map(file -> List.of("-c", file.toAbsolutePath().normalize().toString()))
                .orElse(List.of());
        var known = new RunningStores(configured, settings);
        Path state = audit.toAbsolutePath().normalize().getParent();
        var stores = new FailureStores(
                () -> known.with(runningIn(running)), session.kafka("consumer"), state.resolve("claims"));
        var environment = Map.of(AUDIT, audit.toAbsolutePath().toString());
        var commands = new Commands(Commands.likeThis(MAIN), environment, state.resolve("commands"));
        return new ServedFailures(session, running, stores, commands);
    }

    private static List<Presence> runningIn(Optional<PresenceFolder> folder) {
        return folder.map(PresenceFolder::running).orElse(List.of());
    }

    /** The pages, and what is below {@code /api/v1}. Begins to count for the card. */
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
        var unused = thread.scheduleWithFixedDelay(() -> look(inbox), 0, SECONDS_BETWEEN_LOOKS, SECONDS);
        return routes -> {
            inbox.addTo(routes);
            files.addTo(routes);
        };
    }

    private void look(Inbox inbox) {
        try {
            cards = List.of(inbox.card());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("parked records cannot be counted; the next look is soon");
        }
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

    /** For the overview: how much is parked, as of the last look. */
    public List<Card> cards() {
        return cards;
    }

    /** What other pages change something with. */
    public Commands commands() {
        return commands;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        replays.close();
        stores.close();
    }
}
