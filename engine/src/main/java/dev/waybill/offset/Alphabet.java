package dev.waybill.offset;

/** The characters in which resume data is written. */
public enum Alphabet {
    /** Printable ASCII, 5 characters for 4 bytes: passes wherever text passes. */
    ASCII('a') {
        @Override
        int bytesIn(int chars) {
            return chars / 5 * 4 + Math.max(0, chars % 5 - 1);
        }

        @Override
        String write(byte[] bytes) {
            return Base85.write(bytes);
        }

        @Override
        byte[] read(String text) throws DamagedException {
            return Base85.read(text);
        }
    },

    /** 15 bits in each character: for brokers that count characters, as Kafka's own does, and not bytes. */
    WIDE('w') {
        @Override
        int bytesIn(int chars) {
            return (int) (chars * 15L / 8);
        }

        @Override
        String write(byte[] bytes) {
            return WideText.write(bytes);
        }

        @Override
        byte[] read(String text) throws DamagedException {
            return WideText.read(text);
        }
    };

    /** How a text says which alphabet it is in. */
    final char letter;

    Alphabet(char letter) {
        this.letter = letter;
    }

    /** How many bytes surely fit into so many characters. */
    abstract int bytesIn(int chars);

    abstract String write(byte[] bytes);

    abstract byte[] read(String text) throws DamagedException;
}
