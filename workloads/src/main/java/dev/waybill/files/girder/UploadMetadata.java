package dev.waybill.files.girder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is noted at items and at folders that are made: the fields of OpenMSIStream's uploader, our version, and what
 * the user adds.
 *
 * @param fields not changed after construction; a field of the user's may take the place of one of ours
 */
public record UploadMetadata(ObjectNode fields) {
    /** The release of OpenMSIStream whose fields these are: readers look for it. */
    private static final String LIKE_RELEASE = "1.8.7";

    private static final String CHECKSUM = "checksum";
    private static final String SHA256 = "sha256";

    public UploadMetadata {
        for (String key : fields.propertyNames()) {
            if (key.isEmpty() || key.contains(".") || key.startsWith("$")) {
                throw new IllegalArgumentException("metadata: Girder takes no key that is empty, has a dot or begins"
                        + " with a dollar sign, got \"" + key + "\"");
            }
        }
        fields = fields.deepCopy();
    }

    /**
     * What a file from a topic brings along.
     *
     * @param extra further fields; an empty object for none
     */
    public static UploadMetadata of(String topic, String waybillVersion, JsonNode extra) {
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("OpenMSIStreamVersion", LIKE_RELEASE)
                .put("KafkaTopic", topic)
                .put("WaybillVersion", waybillVersion);
        if (!(extra instanceof ObjectNode object)) {
            throw new IllegalArgumentException("metadata: expected a JSON object, got " + extra);
        }
        fields.setAll(object);
        return new UploadMetadata(fields);
    }

    ObjectNode withChecksum(String sha256) {
        ObjectNode all = fields.deepCopy();
        all.putObject(CHECKSUM).put(SHA256, sha256);
        return all;
    }

    /** Takes the checksum away: for as long as a content is being replaced, none is true. */
    static ObjectNode withoutChecksum() {
        return JsonNodeFactory.instance.objectNode().putNull(CHECKSUM);
    }

    /** The checksum of an item; empty where it has none. */
    static String checksumOf(JsonNode item) {
        return item.path("meta").path(CHECKSUM).path(SHA256).asString("");
    }
}
