package dev.waybill.files.girder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Documents of one name in one place.
 *
 * <p>Girder keeps no name unique: who looks for a name and then makes it may find that another has done the same. All
 * who look afterwards agree on the oldest.
 */
final class Siblings {
    private static final Comparator<JsonNode> AGE = Comparator.comparing(
                    (JsonNode document) -> document.path("created").asString(""))
            .thenComparing(Siblings::id);

    private Siblings() {}

    static Optional<JsonNode> oldest(JsonNode documents) {
        List<JsonNode> all = new ArrayList<>();
        documents.forEach(all::add);
        return all.stream().min(AGE);
    }

    static String id(JsonNode document) {
        return document.path("_id").asString("");
    }
}
