package dev.waybill.cli.batch;

import dev.waybill.batch.store.ClickHouse;
import dev.waybill.batch.store.ClickHouseSettings;
import dev.waybill.batch.store.Password;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ClickHouse. Filled by the parser, once. */
final class ClickHouseOptions {
    private static final String USUAL_PORT = "8123";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description = "ClickHouse's HTTP interface. Also CLICKHOUSE_HOST and CLICKHOUSE_PORT; the user is "
                    + "CLICKHOUSE_USER, with CLICKHOUSE_PASSWORD. Default: http://localhost:" + USUAL_PORT + ".")
    private @Nullable String url;

    @Option(names = "--database", paramLabel = "NAME", description = "Where the tables are. Default: default.")
    private String database = "default";

    ClickHouse client(Session session) {
        var settings = ClickHouseSettings.of(address(session)).withDatabase(database);
        var user = session.variable("CLICKHOUSE_USER");
        String password = session.variable("CLICKHOUSE_PASSWORD").orElse("");
        session.redactor().learn(List.of(password));
        if (user.isPresent() || !password.isEmpty()) {
            settings = settings.withUser(user.orElse("default"), new Password(password));
        }
        return new ClickHouse(settings);
    }

    private URI address(Session session) {
        String host = session.variable("CLICKHOUSE_HOST").orElse("localhost");
        String port = session.variable("CLICKHOUSE_PORT").orElse(USUAL_PORT);
        String text = url != null ? url : "http://" + host + ":" + port;
        String where = url != null ? "--clickhouse" : "CLICKHOUSE_HOST, CLICKHOUSE_PORT";
        try {
            var uri = URI.create(text);
            if (String.valueOf(uri.getScheme()).matches("https?") && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(where, text);
        }
        throw wrong(where, text);
    }

    private static CommandException wrong(String where, String text) {
        return CommandException.at(ExitCode.CONFIGURATION, where, "got \"" + text + '"')
                .expected("an address such as http://localhost:" + USUAL_PORT);
    }
}
