package dev.waybill.jobs.discover;

/**
 * What came of looking at the index, or would.
 *
 * @param added sources that had no job
 * @param unmapped of these, those whose uri the processor's path rule says nothing of: their jobs have failed, and say so
 * @param changed sources whose document or uri is another than before
 * @param restored sources that were gone and are there again
 * @param selected sources that the processor did not want, or could not map, and now does
 * @param gone sources that were archived, or taken out of the index
 * @param deletions of these, those whose output is to be deleted for it
 * @param unselected jobs not yet begun of sources that the processor does not want any more
 */
public record Changes(
        long added,
        long unmapped,
        long changed,
        long restored,
        long selected,
        long gone,
        long deletions,
        long unselected) {
    /** Nothing came of it. */
    public static final Changes NONE = new Changes(0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Changes plus(Changes other) {
        return new Changes(
                added + other.added,
                unmapped + other.unmapped,
                changed + other.changed,
                restored + other.restored,
                selected + other.selected,
                gone + other.gone,
                deletions + other.deletions,
                unselected + other.unselected);
    }

    /** Whether there may be something to claim that was not there before. */
    boolean hasWork() {
        return added > unmapped || changed > 0 || restored > 0 || selected > 0 || deletions > 0;
    }
}
