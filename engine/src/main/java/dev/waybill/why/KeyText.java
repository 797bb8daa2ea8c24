package dev.waybill.why;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key as it may be shown to a person: its text where it is text, else hexadecimal; never long, never harmful. */
public final class KeyText {
    private static final int LONGEST = 120;
    private static final int MOST_BYTES = 32;

    private KeyText() {}

    /** Absent where the record has no key. */
    public static Optional<String> of(byte @Nullable [] key) {
        return key == null ? Optional.empty() : Optional.of(shown(key));
    }

    private static String shown(byte[] key) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            if (text.codePoints().noneMatch(Printable::isHarmful)) {
                return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
            }
        } catch (CharacterCodingException e) {
            // not text
        }
        String hex = HexFormat.of().formatHex(key.length <= MOST_BYTES ? key : Arrays.copyOf(key, MOST_BYTES));
        return "0x" + hex + (key.length <= MOST_BYTES ? "" : "…");
    }
}
