package dev.waybill.files.girder;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One item as Girder has it.
 *
 * @param metadata an object, as it was read; not to be changed
 * @param files one, unless somebody else made the item or an upload to it is not over
 */
public record StoredItem(String id, String name, JsonNode metadata, List<StoredFile> files) {
    public StoredItem {
        files = List.copyOf(files);
    }
}
