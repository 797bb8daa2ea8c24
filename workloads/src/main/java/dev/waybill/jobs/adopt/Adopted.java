package dev.waybill.jobs.adopt;

/**
 * What was taken over.
 *
 * @param schema where the tables, functions and views of the other program are kept now
 * @param rows of its table
 * @param jobs that came of them, one for each source of a processor
 * @param duplicates rows for a source that had another one; they are history
 * @param interrupted jobs that were running; they are ready, and who ran them may still report while nobody else has them
 * @param gone jobs whose source the index does not have any more
 * @param processors that were made for them, disabled: their definitions are guesses
 */
public record Adopted(
        String schema, long rows, long jobs, long duplicates, long interrupted, long gone, long processors) {
    /** How many rows had no source or no processor; they stay where they are kept. */
    public long sourceless() {
        return rows - jobs - duplicates;
    }
}
