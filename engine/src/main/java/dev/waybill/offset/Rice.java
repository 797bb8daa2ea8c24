package dev.waybill.offset;

/**
 * Rice's code with parameter k: a number's quotient by 2^k in unary, then its lowest k bits. A quotient of
 * {@value #LONGEST_UNARY} or more goes on in Elias' gamma code, so that no number costs more than some hundred bits.
 */
record Rice(int k) {
    static final int LARGEST_K = 31;
    static final int K_BITS = 5;
    private static final int LONGEST_UNARY = 32;

    /** Bits of {@code count} numbers that add up to {@code sum}, at most. Rises with both. */
    static long bound(long count, long sum) {
        return best(count, sum).boundWithThis(count, sum);
    }

    /** The parameter with the lowest bound. */
    static Rice best(long count, long sum) {
        var best = new Rice(0);
        for (int k = 1; k <= LARGEST_K; k++) {
            var other = new Rice(k);
            if (other.boundWithThis(count, sum) < best.boundWithThis(count, sum)) {
                best = other;
            }
        }
        return best;
    }

    /*
     * Quotients add up to sum >> k at most. Gamma code is never longer than unary by more than one bit, and at most one in
     * LONGEST_UNARY of all quotients' units is the 32nd of a number.
     */
    private long boundWithThis(long count, long sum) {
        long quotients = sum >>> k;
        return count * (k + 1) + quotients + quotients / LONGEST_UNARY;
    }

    /** Bits that {@code value} takes. */
    long cost(long value) {
        long quotient = value >>> k;
        if (quotient < LONGEST_UNARY) {
            return quotient + 1 + k;
        }
        return LONGEST_UNARY + 2L * log2(quotient - LONGEST_UNARY + 1) + 1 + k;
    }

    void write(long value, BitWriter to) {
        long quotient = value >>> k;
        if (quotient < LONGEST_UNARY) {
            to.repeat(true, quotient);
            to.bit(false);
        } else {
            to.repeat(true, LONGEST_UNARY);
            long rest = quotient - LONGEST_UNARY + 1;
            to.repeat(false, log2(rest));
            to.bits(rest, log2(rest) + 1);
        }
        to.bits(value, k);
    }

    long read(BitReader from) throws DamagedException {
        int ones = 0;
        while (ones < LONGEST_UNARY && from.bit()) {
            ones++;
        }
        long quotient = ones < LONGEST_UNARY ? ones : ones + gamma(from) - 1;
        if (quotient > Long.MAX_VALUE >>> k) {
            throw new DamagedException("it holds a number out of range");
        }
        return (quotient << k) | from.bits(k);
    }

    private static long gamma(BitReader from) throws DamagedException {
        int zeros = 0;
        while (!from.bit()) {
            if (++zeros > 61) {
                throw new DamagedException("it holds a number out of range");
            }
        }
        return (1L << zeros) | from.bits(zeros);
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }
}
