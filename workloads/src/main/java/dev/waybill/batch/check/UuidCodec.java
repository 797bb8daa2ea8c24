package dev.waybill.batch.check;

/** Identifiers as {@code 8-4-4-4-12} hexadecimal digits. */
final class UuidCodec implements CellCodec {
    private static final int LENGTH = 36;

    @Override
    public int write(byte[] in, int from, int to, byte[] out, int at) {
        if (to - from != LENGTH) {
            return REFUSED;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte b = in[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (b != '-') {
                    return REFUSED;
                }
                continue;
            }
            int digit = Character.digit(b, 16);
            if (digit < 0) {
                return REFUSED;
            }
            if (i < 18) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        return LittleEndian.put64(out, LittleEndian.put64(out, at, high), low);
    }

    @Override
    public int room() {
        return 2 * Long.BYTES;
    }

    @Override
    public String expected() {
        return "a UUID such as 123e4567-e89b-12d3-a456-426614174000";
    }
}
