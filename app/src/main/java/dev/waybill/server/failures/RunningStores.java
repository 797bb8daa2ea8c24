package dev.waybill.server.failures;

import dev.waybill.server.presence.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stores in which commands of this machine park, and those that the settings name.
 *
 * @param configured folders and failure topics
 * @param settings arguments for commands about a store of which nothing else is known
 */
public record RunningStores(List<String> configured, List<String> settings) {
    private static final Logger log = LoggerFactory.getLogger(RunningStores.class);
    private static final String TOPIC = ".failed";

    /** Beside a folder of parked events: with which settings they were read. */
    private static final String TOLD = "consumer.json";

    public RunningStores {
        configured = List.copyOf(configured);
        settings = List.copyOf(settings);
    }

    /** Those of {@code running}, which come first, and the others. */
    public List<KnownStore> with(List<Presence> running) {
        var stores = new ArrayList<KnownStore>();
        for (Presence one : running) {
            one.failures().ifPresent(place -> stores.add(store(place, one.pipeline())));
        }
        configured.forEach(place -> stores.add(store(place, "")));
        return stores;
    }

    private KnownStore store(String place, String pipeline) {
        if (place.endsWith(TOPIC) && !place.contains("/")) {
            return KnownStore.topic(place, pipeline, settings);
        }
        Path folder = Path.of(place).toAbsolutePath().normalize();
        return KnownStore.folder(folder.toString(), pipeline, told(folder).orElse(settings));
    }

    private static Optional<List<String>> told(Path failures) {
        Path file = failures.resolveSibling(TOLD);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            var arguments = new ArrayList<String>();
            for (var one : JsonMapper.shared().readTree(Files.readString(file)).path("arguments")) {
                arguments.add(one.asString());
            }
            return Optional.of(arguments);
        } catch (IOException | JacksonException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.toString())
                    .log("settings of a store are unknown");
            return Optional.empty();
        }
    }
}
