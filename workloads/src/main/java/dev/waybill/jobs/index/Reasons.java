package dev.waybill.jobs.index;

/** Why a job is not offered, where that follows from the index: kept as its message, and looked for when the reason has gone. */
public final class Reasons {
    /** It was archived, or taken out. */
    public static final String GONE = "the source is gone from the index";

    /** The definition was changed. */
    public static final String UNSELECTED = "the processor does not want this source any more";

    /** Workers would be given something that the rule does not know. */
    public static final String UNMAPPED = "the processor's path rule says nothing of this uri";

    private Reasons() {}
}
