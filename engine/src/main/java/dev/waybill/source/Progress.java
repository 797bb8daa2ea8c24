package dev.waybill.source;

/**
 * How far a partition was read: what a commit keeps.
 *
 * @param position the next offset to read
 * @param metadata text that is kept with it; empty for none
 */
public record Progress(long position, String metadata) {
    /** A position alone. */
    public static Progress at(long position) {
        return new Progress(position, "");
    }
}
