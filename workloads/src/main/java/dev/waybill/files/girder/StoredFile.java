package dev.waybill.files.girder;

/**
 * One file as Girder has it.
 *
 * @param name of the file, which is that of its item unless somebody renamed one of them
 * @param size in bytes
 * @param sha256 as its item's metadata say, in hexadecimal digits; empty where they say nothing
 */
public record StoredFile(String itemId, String fileId, String name, long size, String sha256) {}
