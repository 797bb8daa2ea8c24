package dev.waybill.files.registry;

/**
 * How a file was cut and where its chunks go. Chunks of two different cuts do not fit together.
 *
 * @param chunkSize in bytes; only the last chunk may be smaller
 * @param chunks how many there are, 1 or more
 * @param fields of each value, 9 or 10
 * @param partition of the topic
 */
public record Cut(int chunkSize, int chunks, int fields, int partition) {}
