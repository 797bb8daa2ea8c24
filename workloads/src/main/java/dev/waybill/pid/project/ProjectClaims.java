package dev.waybill.pid.project;

import static dev.waybill.failure.DeliveryException.poison;
import static java.util.Locale.ROOT;

import dev.waybill.pid.event.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which project an event says it belongs to, in all the places where it says so. The first that says something counts;
 * the others must not differ in more than upper and lower case.
 */
record ProjectClaims(List<Claim> claims) {
    record Claim(String path, String projectId) {}

    ProjectClaims {
        claims = List.copyOf(claims);
    }

    /** @param item the item, where it is at hand */
    static ProjectClaims of(Optional<String> collectionId, Optional<ObjectNode> item) {
        var claims = new ArrayList<Claim>();
        collectionId.ifPresent(id -> claims.add(new Claim("data.payload.collection_id", id)));
        item.ifPresent(json -> {
            add(claims, "item.collection", json.path("collection"));
            add(claims, "item.properties.project", json.path("properties").path("project"));
        });
        return new ProjectClaims(claims);
    }

    /** In lower case. */
    String agreed() {
        if (claims.isEmpty()) {
            throw poison("data.payload.collection_id: expected the id of a project there, in item.collection or in"
                    + " item.properties.project, got nothing");
        }
        var ids = claims.stream()
                .map(claim -> claim.projectId.strip().toLowerCase(ROOT))
                .distinct()
                .toList();
        if (ids.size() > 1) {
            var all = claims.stream()
                    .map(claim -> claim.path + " " + Shown.text(claim.projectId))
                    .collect(Collectors.joining(", "));
            throw poison("the event names more than one project: " + all);
        }
        return ids.get(0);
    }

    private static void add(List<Claim> claims, String path, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return;
        }
        if (!node.isString()) {
            throw poison(path + ": expected the id of a project, got " + Shown.json(node));
        }
        if (!node.stringValue().isBlank()) {
            claims.add(new Claim(path, node.stringValue()));
        }
    }
}
