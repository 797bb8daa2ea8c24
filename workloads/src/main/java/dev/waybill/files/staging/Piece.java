package dev.waybill.files.staging;

import dev.waybill.record.Position;

/**
 * Where the data of one chunk belongs in its file, and where the chunk was read first.
 *
 * @param offset in the file, in bytes
 * @param length in bytes
 */
public record Piece(long offset, int length, Position at) {
    /** The offset behind its last byte. */
    long end() {
        return offset + length;
    }

    boolean isSamePlace(Piece other) {
        return offset == other.offset && length == other.length;
    }
}
