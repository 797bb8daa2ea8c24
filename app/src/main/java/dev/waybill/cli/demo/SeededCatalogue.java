package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.event.EventDecoder;
import dev.waybill.pid.event.PublicationEvent;
import java.net.URI;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The STAC service as the events of a story need it: with every item that one of them changes. */
record SeededCatalogue(URI stac, StackHttp http) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Stores the catalogue's items, and what the events themselves publish and change later. */
    void fill(SampleFiles samples) {
        samples.catalogue().forEach(item -> put(JSON.readTree(item)));
        Set<String> changed = new HashSet<>();
        for (PublicationEvent event : decoded(samples.events())) {
            if (event instanceof PublicationEvent.Patch patch) {
                changed.add(patch.itemId());
            }
        }
        for (PublicationEvent event : decoded(samples.events())) {
            if (event instanceof PublicationEvent.Publish publish && changed.contains(publish.itemId())) {
                put(publish.item());
            }
        }
    }

    private static List<PublicationEvent> decoded(List<DemoEvent> events) {
        return events.stream()
                .flatMap(event -> {
                    try {
                        return java.util.stream.Stream.of(EventDecoder.decode(event.unsent()));
                    } catch (DeliveryException noEvent) {
                        return java.util.stream.Stream.empty();
                    }
                })
                .toList();
    }

    private void put(JsonNode item) {
        String collection = item.path("collection").asString("");
        String id = item.path("id").asString("");
        if (!collection.isBlank() && !id.isBlank()) {
            URI uri = URI.create(stac + "/collections/" + segment(collection) + "/items/" + segment(id));
            http.put(uri, JSON.writeValueAsBytes(item));
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
