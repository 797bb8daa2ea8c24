package dev.waybill.files.girder;

/** One folder as Girder has it. */
public record StoredFolder(String id, String name) {}
