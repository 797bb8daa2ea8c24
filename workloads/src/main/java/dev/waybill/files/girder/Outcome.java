package dev.waybill.files.girder;

/** What a delivery did. */
public enum Outcome {
    /** The file was not there. */
    UPLOADED,
    /** It was there with another content, which is gone now. */
    REPLACED,
    /** It was there with this content; nothing was sent. */
    UNCHANGED,
    /** It was there with another content, and stayed as it was. */
    KEPT
}
