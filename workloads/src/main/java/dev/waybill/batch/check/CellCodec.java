package dev.waybill.batch.check;

import dev.waybill.batch.read.CellKind;

/**
 * Reads the text of a cell as one type and writes it in RowBinary. Strict, and the same in every locale: no blanks around a value, no
 * separators between digits, no rounding of what is meant to be exact.
 *
 * <p>Stateless unless said otherwise; allocates nothing for common values.
 */
interface CellCodec {
    /** The text does not fit. */
    int REFUSED = -1;

    /**
     * Writes what stands from {@code from} to {@code to}.
     *
     * @param out has room enough
     * @return behind what was written, or {@link #REFUSED}
     */
    int write(byte[] in, int from, int to, byte[] out, int at);

    /** Bytes that are written at most, beyond {@link #growth()} times those of the cell itself. */
    int room();

    /** Bytes that one of the cell may become. */
    default int growth() {
        return 1;
    }

    /** What fits, for a person: {@code a whole number from 0 to 255}. */
    String expected();

    /** Whether JSON may write this value in this way; for CSV everything is text. */
    default boolean takes(CellKind kind, byte[] in, int from, int to) {
        return kind == CellKind.TEXT;
    }
}
