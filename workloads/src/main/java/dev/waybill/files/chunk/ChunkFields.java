package dev.waybill.files.chunk;

/** How many fields a chunk is written with. Both forms are read. */
public enum ChunkFields {
    /** As programs up to 1.8.6 write and read it: without the time of the last change. */
    NINE(9),
    /** As programs from 1.8.6.1 on write it; older ones refuse it. */
    TEN(10);

    private final int count;

    ChunkFields(int count) {
        this.count = count;
    }

    public int count() {
        return count;
    }
}
