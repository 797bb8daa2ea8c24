package dev.waybill.local;

import dev.waybill.local.girder.GirderService;
import dev.waybill.local.girder.GirderServiceSettings;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.local.kafka.KafkaBroker;
import dev.waybill.local.stac.StacService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of services: a further one is one more constant. Its name in lower case is what a user types. */
enum StackService {
    KAFKA(9092, (port, data) -> {
        var broker = KafkaBroker.start(new KafkaBroker.Settings(port, data, Map.of()));
        return new Running(broker.bootstrapServers(), broker::close);
    }),
    HANDLE(8010, (port, data) -> {
        var settings = HandleServiceSettings.defaults().withPort(port);
        var handle = HandleService.start(data.map(settings::withDataDir).orElse(settings));
        return new Running(handle.uri().toString(), handle::close);
    }),
    GIRDER(8020, (port, data) -> {
        var settings = GirderServiceSettings.defaults().withPort(port);
        var girder = GirderService.start(data.map(settings::withDataDir).orElse(settings));
        return new Running(girder.uri().toString(), girder::close);
    }),
    STAC(8030, (port, data) -> {
        var stac = StacService.start(port);
        return new Running(stac.uri().toString(), stac::close);
    });

    private final int defaultPort;

    @SuppressWarnings("ImmutableEnumChecker") // the factories above hold nothing
    private final Factory factory;

    StackService(int defaultPort, Factory factory) {
        this.defaultPort = defaultPort;
        this.factory = factory;
    }

    /** Starts one service, and returns when it answers. */
    private interface Factory {
        Running start(int port, Optional<Path> dataDirectory) throws IOException;
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

    Running start(int port, Optional<Path> stackDirectory) throws IOException {
        return factory.start(port, stackDirectory.map(directory -> directory.resolve(typedName())));
    }
}
