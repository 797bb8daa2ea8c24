package dev.waybill.files.girder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exchanges recorded with Girder 5.0.14: they lie beside the repository, where they are present. */
final class Recorded {
    private final List<JsonNode> exchanges = new ArrayList<>();

    private Recorded(JsonNode all) {
        all.forEach(exchanges::add);
    }

    /** Says so in one line where they are not there. */
    static Optional<Recorded> find() throws IOException {
        String shared = System.getProperty("waybill.shared");
        Path root = shared == null ? repository().resolve("../shared") : Path.of(shared);
        Path file = root.resolve("data/openmsistream/girder_rest_observed.json").normalize();
        if (Files.exists(file)) {
            return Optional.of(new Recorded(
                    JsonMapper.shared().readTree(Files.readAllBytes(file)).path("exchanges")));
        }
        System.out.println("skipped: no recorded exchanges in ../shared/data/openmsistream");
        return Optional.empty();
    }

    List<JsonNode> all() {
        return exchanges;
    }

    JsonNode labelled(String label) {
        return exchanges.stream()
                .filter(exchange -> exchange.path("label").asString().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing recorded as \"" + label + "\""));
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve(".git"))) {
            here = Optional.ofNullable(here.getParent())
                    .orElseThrow(() -> new IllegalStateException("not inside the repository"));
        }
        return here;
    }
}
