package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The PID a publisher gave a dataset or a file. A PID that is none refuses the event in every mode: computing another
 * one instead would give the thing a second identity for good.
 */
final class SourcePid {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private SourcePid() {}

    /**
     * The UUID in the first of {@code fields} that has one, in lower case; the others must agree.
     *
     * @param path where {@code json} stands, for messages
     */
    static Optional<String> in(ObjectNode json, List<String> fields, String path, Findings findings) {
        String found = null;
        String foundIn = null;
        for (var field : fields) {
            var uuid = read(json, field, path, findings);
            if (uuid.isEmpty()) {
                continue;
            }
            if (found == null) {
                found = uuid.get();
                foundIn = field;
            } else if (!found.equals(uuid.get())) {
                findings.problem(
                        path + "." + field,
                        "the same PID as in " + foundIn + ", " + Shown.text(found),
                        Shown.text(uuid.get()));
            }
        }
        return Optional.ofNullable(found);
    }

    private static Optional<String> read(ObjectNode json, String field, String path, Findings findings) {
        var node = json.path(field);
        if (node.isMissingNode()
                || node.isNull()
                || (node.isString() && node.stringValue().isEmpty())) {
            return Optional.empty();
        }
        if (node.isString()) {
            var suffix = suffix(node.stringValue());
            if (UUID.matcher(suffix).matches()) {
                return Optional.of(suffix.toLowerCase(Locale.ROOT));
            }
        }
        findings.problem(path + "." + field, "a PID such as hdl:<prefix>/<UUID>", Shown.json(node));
        return Optional.empty();
    }

    /** What stands between the first slash and the second, or all of it. */
    private static String suffix(String pid) {
        var parts = pid.strip().split("/", 3);
        return parts.length == 1 ? parts[0] : parts[1];
    }
}
