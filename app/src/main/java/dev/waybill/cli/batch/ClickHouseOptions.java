package dev.waybill.cli.batch;

import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.store.Password;
import dev.waybill.cli.config.BatchSettings.Store;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ClickHouse. Filled by the parser, once. */
final class ClickHouseOptions {
    private static final String USUAL = "http://localhost:8123";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description = "ClickHouse's HTTP interface. Also CLICKHOUSE_HOST and CLICKHOUSE_PORT; the user is "
                    + "CLICKHOUSE_USER, with CLICKHOUSE_PASSWORD. Default: batch.clickhouse of the settings, " + USUAL
                    + ".")
    private @Nullable String url;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Where the tables are. Default: batch.database of the settings, default.")
    private @Nullable String database;

    /** With what the command line leaves open as the settings say. */
    Store store(Session session) {
        var settings = session.batch().store();
        return new Store(
                url == null ? settings.address() : parsed(url),
                database == null ? settings.database() : database,
                settings.user(),
                settings.password());
    }

    static ClickHouse client(Session session, Store store) {
        String password = store.password().orElse("");
        session.redactor().learn(List.of(password));
        return new ClickHouse(ClickHouseSettings.of(store.address())
                .withDatabase(store.database())
                .withUser(store.user(), new Password(password)));
    }

    /** The one where a worker stored; user and password are told anew. */
    static ClickHouse client(Session session, KeptWorker kept) {
        var settings = session.batch().store();
        return client(
                session, new Store(parsed(kept.clickHouse()), kept.database(), settings.user(), settings.password()));
    }

    private static URI parsed(String text) {
        try {
            var uri = URI.create(text);
            if (String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static CommandException wrong(String text) {
        return CommandException.at(ExitCode.CONFIGURATION, "--clickhouse", "got \"" + text + '"')
                .expected("an address such as " + USUAL);
    }
}
