package dev.waybill.batch.read;

/** Finds where rows begin and end. Used by one thread. */
public interface RowScanner {
    /**
     * Goes on in {@code bytes}.
     *
     * @param from where a row begins
     * @param isEnd whether nothing follows behind {@code to}
     */
    void over(byte[] bytes, int from, int to, boolean isEnd);

    /** Goes on to the next row. */
    Found next();

    /** Where the last row or blank line begins. */
    int rowBegin();

    /** Where the content of the last row ends. */
    int rowEnd();

    /** Where the next row begins. */
    int position();

    /** Line ends within the last row or blank line, and the one behind it. */
    int lines();
}
