package dev.waybill.files.girder;

import tools.jackson.databind.JsonNode;

/**
 * One folder as Girder has it.
 *
 * @param metadata an object, as it was read; not to be changed
 */
public record StoredFolder(String id, String name, JsonNode metadata) {}
