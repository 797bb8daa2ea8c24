package dev.waybill.pid.event;

import static dev.waybill.failure.DeliveryException.poison;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object within an event, and where it stands there; hands out members of the expected type, or refuses the
 * record with the path of the member. A member that is null counts as absent.
 *
 * @param path for example {@code data.payload}; empty for the event itself
 */
record Member(String path, ObjectNode json) {
    Optional<Member> object(String name) {
        return present(name).map(node -> {
            if (!node.isObject()) {
                throw poison(pathOf(name) + ": expected an object, got " + Shown.json(node));
            }
            return new Member(pathOf(name), (ObjectNode) node);
        });
    }

    Member requiredObject(String name) {
        return object(name)
                .orElseThrow(() -> poison(pathOf(name) + ": expected an object, got " + Shown.json(json.get(name))));
    }

    /** The text of a member; blank text counts as absent. */
    Optional<String> text(String name) {
        return present(name)
                .map(node -> {
                    if (!node.isString()) {
                        throw poison(pathOf(name) + ": expected a text, got " + Shown.json(node));
                    }
                    return node.stringValue();
                })
                .filter(text -> !text.isBlank());
    }

    String requiredText(String name) {
        return text(name)
                .orElseThrow(() -> poison(pathOf(name) + ": expected a text, got " + Shown.json(json.get(name))));
    }

    Optional<JsonNode> present(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
