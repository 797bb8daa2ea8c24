package dev.waybill.offset;

/**
 * What one run of a pipeline leaves for the next one to judge whether a record brought it down.
 *
 * @param open the run that wrote this had not ended cleanly
 * @param crashes runs in a row that did not end cleanly, before this one
 * @param suspectsUntil offsets below this one may have brought a run down; {@link #NOWHERE} if none is suspected
 * @param alone the offset that was delivered with no other beside it; {@link #NOWHERE} if none was
 */
public record RunMark(boolean open, int crashes, long suspectsUntil, long alone) {
    /** In place of an offset where there is none. */
    public static final long NOWHERE = -1;

    /** Of a run that ended cleanly and leaves nothing to judge. */
    public static final RunMark NONE = new RunMark(false, 0, NOWHERE, NOWHERE);

    static final int MOST_CRASHES = 0xFFFF;

    public RunMark {
        if (crashes < 0 || crashes > MOST_CRASHES) {
            throw new IllegalArgumentException("crashes must be 0 to " + MOST_CRASHES + ", got " + crashes);
        }
        if (suspectsUntil < NOWHERE || alone < NOWHERE) {
            throw new IllegalArgumentException(
                    "an offset must be 0 or more, or -1 for none, got " + Math.min(suspectsUntil, alone));
        }
    }
}
