package dev.waybill.local;

import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.clickhouse.ClickHouseServiceSettings;
import dev.waybill.local.clickhouse.chdb.ChdbProcess;
import dev.waybill.local.girder.GirderService;
import dev.waybill.local.girder.GirderServiceSettings;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.local.postgres.Datacube;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.PostgresServer;
import dev.waybill.local.postgres.SampleIndex;
import dev.waybill.local.stac.StacService;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of services: a further one is one more constant. Its name in lower case is what a user types. */
enum StackService {
    KAFKA(9092, site -> {
        var broker = KafkaBroker.start(new KafkaBroker.Settings(site.port(), site.data(), Map.of()));
        return new Running(broker.bootstrapServers(), broker::close);
    }),
    HANDLE(8010, site -> {
        var settings = HandleServiceSettings.defaults().withPort(site.port());
        var handle = HandleService.start(site.data().map(settings::withDataDir).orElse(settings));
        return new Running(handle.uri().toString(), handle::close);
    }),
    GIRDER(8020, site -> {
        var settings = GirderServiceSettings.defaults().withPort(site.port());
        var girder = GirderService.start(site.data().map(settings::withDataDir).orElse(settings));
        return new Running(girder.uri().toString(), girder::close);
    }),
    STAC(8030, site -> {
        var stac = StacService.start(site.port());
        return new Running(stac.uri().toString(), stac::close);
    }),
    CLICKHOUSE(8123, site -> {
        if (site.clickHouse() == ClickHouseKind.CHDB) {
            // Tables of one engine are nothing to the other.
            var chdb = ChdbProcess.start(site.port(), site.data().map(directory -> directory.resolve("chdb")));
            return new Running(chdb.uri().toString(), chdb::close);
        }
        var settings = ClickHouseServiceSettings.defaults().withPort(site.port());
        var clickHouse =
                ClickHouseService.start(site.data().map(settings::withDataDir).orElse(settings));
        return new Running(clickHouse.uri().toString(), clickHouse::close);
    }),
    POSTGRES(5432, site -> {
        var postgres = PostgresServer.start(new PostgresServer.Settings(site.port(), site.data(), Map.of()));
        try {
            return new Running(datacube(postgres).waybill().urlWithPassword(), postgres::close);
        } catch (SQLException e) {
            postgres.close();
            throw new IOException("postgres: cannot open the database of the index: " + e.getMessage(), e);
        }
    });

    private static final int SAMPLES = 2_000;

    private final int defaultPort;

    @SuppressWarnings("ImmutableEnumChecker") // the factories above hold nothing
    private final Factory factory;

    StackService(int defaultPort, Factory factory) {
        this.defaultPort = defaultPort;
        this.factory = factory;
    }

    /** Starts one service, and returns when it answers. */
    private interface Factory {
        Running start(Site site) throws IOException;
    }

    /**
     * Where a service is to be.
     *
     * @param data a directory of its own; absent: nothing is kept
     */
    private record Site(int port, Optional<Path> data, ClickHouseKind clickHouse) {}

    /** With an index of either driver in it; a new one has products to try things on. */
    private static Datacube datacube(PostgresServer postgres) throws SQLException {
        var forms = EnumSet.of(IndexForm.AGDC, IndexForm.ODC);
        Datacube datacube = Datacube.open(postgres, "datacube", forms);
        if (datacube.isNew()) {
            for (IndexForm form : forms) {
                SampleIndex.of(datacube, form).addMixed(SAMPLES);
            }
        }
        return datacube;
    }

    /** A service that answers at {@code endpoint}. */
    record Running(String endpoint, Runnable stop) {}

    static Optional<StackService> named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.typedName().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(StackService::typedName).collect(Collectors.joining(", "));
    }

    String typedName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int defaultPort() {
        return defaultPort;
    }

    Running start(StackPlan plan) throws IOException {
        return factory.start(new Site(
                plan.ports().getOrDefault(this, 0),
                plan.dataDirectory().map(directory -> directory.resolve(typedName())),
                plan.clickHouse()));
    }
}
