package dev.waybill.jobs.processor;

/** In which order the jobs of one priority are handed out. */
public enum JobOrder {
    /** By acquisition, the oldest first. */
    OLDEST,
    /** By acquisition, the newest first. */
    NEWEST,
    /** Tile by tile, within one the newest first. */
    TILE
}
