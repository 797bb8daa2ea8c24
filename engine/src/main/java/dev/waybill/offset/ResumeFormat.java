package dev.waybill.offset;

/**
 * How resume data is written, and how long the text may become.
 *
 * <p>Held offsets always fit, whatever settles in which order, while the most that they can take, {@code min(span, n * (k + 1)
 * + q + q / 32)} bits with {@code n = unsettled + 1}, {@code q = span / 2^k} and the best k of 0 to 31, is not more than
 * {@link #room}. Both span and unsettled only fall until more is admitted, and the bound falls with them. The first part is a
 * bitmap; the second is the list of those that are not held, short even where a stuck head lets the span grow.
 *
 * @param chars the longest text, in characters; 0 for none at all
 */
public record ResumeFormat(Alphabet alphabet, int chars) {
    /** What every broker takes that is not told otherwise. */
    public static final ResumeFormat DEFAULT = new ResumeFormat(Alphabet.ASCII, 4096);

    /** Nothing is written: after a crash everything above the committed position is delivered again. */
    public static final ResumeFormat NONE = new ResumeFormat(Alphabet.ASCII, 0);

    /** Below this nothing would be left for offsets. */
    public static final int FEWEST_CHARS = 400;

    /** Bytes of everything but the held offsets at its longest: base, kind, counts, checksum. */
    private static final int FRAME_BYTES = 32;

    public ResumeFormat {
        if (chars != 0 && chars < FEWEST_CHARS) {
            throw new IllegalArgumentException(
                    "resume data needs " + FEWEST_CHARS + " characters or more, or 0 for none, got " + chars);
        }
    }

    public ResumeFormat withChars(int longest) {
        return new ResumeFormat(alphabet, longest);
    }

    /** For a broker that refused this one: half as long, or none if too little would be left. */
    public ResumeFormat halved() {
        return chars / 2 < FEWEST_CHARS ? NONE : withChars(chars / 2);
    }

    /** Whether what is held among {@code span} offsets fits, as long as not more than {@code unsettled} are not held. */
    boolean fits(long span, long unsettled) {
        return chars == 0 || span <= room() || HeldCode.bound(span, unsettled) <= room();
    }

    /** Bits that there are for held offsets. */
    long room() {
        int bytes = alphabet.bytesIn(chars - ResumeText.PREFIX_CHARS) - FRAME_BYTES - ResumeExtras.MOST_BYTES;
        return 8L * Math.max(0, bytes);
    }
}
