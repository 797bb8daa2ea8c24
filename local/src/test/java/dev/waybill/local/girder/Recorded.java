package dev.waybill.local.girder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Exchanges recorded with a real service: they lie beside the repository, where they are present. */
final class Recorded {
    private Recorded() {}

    /** Says so in one line where they are not there. */
    static Optional<JsonNode> exchanges() throws IOException {
        String shared = System.getProperty("waybill.shared");
        Path root = shared == null ? repository().resolve("../shared") : Path.of(shared);
        Path file = root.resolve("data/openmsistream/girder_rest_observed.json").normalize();
        if (Files.exists(file)) {
            return Optional.of(Json.MAPPER.readTree(Files.readAllBytes(file)).path("exchanges"));
        }
        System.out.println("skipped: no recorded exchanges in ../shared/data/openmsistream");
        return Optional.empty();
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
