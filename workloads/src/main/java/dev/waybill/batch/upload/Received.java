package dev.waybill.batch.upload;

import java.nio.file.Path;

/**
 * A whole upload, on disk for good.
 *
 * @param file where it is, until a job has it
 * @param name as its sender calls it, for people only
 * @param sha256 in hexadecimal digits
 */
public record Received(Path file, String name, long bytes, String sha256) {}
