package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Since when something is published: the first date its members give. */
final class PublishedOn {
    private static final List<String> OF_ASSET = List.of("published_on", "created", "updated");
    private static final List<String> OF_PROPERTIES = List.of("created", "updated");

    private PublishedOn() {}

    static Optional<String> in(ObjectNode asset, String path, Findings findings) {
        return first(asset, OF_ASSET, path, findings);
    }

    static Optional<String> inProperties(ObjectNode properties, Findings findings) {
        return first(properties, OF_PROPERTIES, "item.properties", findings);
    }

    private static Optional<String> first(ObjectNode json, List<String> names, String path, Findings findings) {
        for (var name : names) {
            var node = json.path(name);
            if (node.isMissingNode()
                    || node.isNull()
                    || (node.isString() && node.stringValue().isBlank())) {
                continue;
            }
            var time = node.isString() ? IsoTime.of(node.stringValue()) : Optional.<String>empty();
            if (time.isPresent()) {
                return time;
            }
            findings.doubt(path + "." + name, "a date and time in ISO 8601", Shown.json(node), "passed over");
        }
        return Optional.empty();
    }
}
