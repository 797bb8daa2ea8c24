package dev.waybill.files.girder;

/** What happens where a file of that name is there with another content. */
public enum OnChange {
    /** The item keeps its id and gets the new content. */
    REPLACE,
    /** What is there stays. */
    KEEP
}
