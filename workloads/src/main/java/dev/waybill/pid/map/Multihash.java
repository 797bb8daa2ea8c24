package dev.waybill.pid.map;

import java.util.HexFormat;
import java.util.List;

/**
 * A checksum that names its own method: the codes of the method and of the length as varints, then the digest, all in
 * hex.
 *
 * @param method as the multicodec table names it
 * @param digest in lower-case hex
 */
record Multihash(String method, String digest) {
    private record Method(int code, String name, int bytes) {}

    private static final List<Method> METHODS = List.of(
            new Method(0xd5, "md5", 16),
            new Method(0x11, "sha1", 20),
            new Method(0x12, "sha2-256", 32),
            new Method(0x13, "sha2-512", 64),
            new Method(0x14, "sha3-512", 64),
            new Method(0x16, "sha3-256", 32),
            new Method(0xb220, "blake2b-256", 32));

    /** @throws IllegalArgumentException whose message says what is wrong with {@code text} */
    static Multihash parse(String text) {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not hex", e);
        }

        var code = Varint.read(bytes, 0);
        var length = Varint.read(bytes, code.end());
        var method = method(code.value());
        int present = bytes.length - length.end();
        if (length.value() != present) {
            throw new IllegalArgumentException(
                    "it announces a digest of %d bytes and has %d".formatted(length.value(), present));
        }
        if (present != method.bytes) {
            throw new IllegalArgumentException(
                    "a digest of %s has %d bytes, this one has %d".formatted(method.name, method.bytes, present));
        }
        return new Multihash(method.name, HexFormat.of().formatHex(bytes, length.end(), bytes.length));
    }

    private static Method method(int code) {
        return METHODS.stream()
                .filter(method -> method.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("0x%x is no known method".formatted(code)));
    }

    /** An unsigned number, seven bits per byte, lowest first, and where it ends. */
    private record Varint(int value, int end) {
        static Varint read(byte[] bytes, int start) {
            int value = 0;
            for (int at = start; at < bytes.length && at < start + 4; at++) {
                value |= (bytes[at] & 0x7f) << (7 * (at - start));
                if (bytes[at] >= 0) {
                    return new Varint(value, at + 1);
                }
            }
            throw new IllegalArgumentException("it ends early");
        }
    }
}
