package dev.waybill.local.handle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;

/**
 * The limits of the Handle protocol, checked against what a write would be as a protocol message.
 *
 * <p>The native server closes the connection on a message that is too long. Behind the REST interface that would look
 * like an outage and be repeated for ever, so this service answers 400 with code 4 (protocol error) and says why.
 */
final class MessageLimits {
    static final int LARGEST_MESSAGE = 262_144;
    static final int MOST_VALUES = 2_048;

    /** JSON may need several times the bytes of the message it stands for: escapes, names, base64. */
    static final int LARGEST_BODY = 8 * LARGEST_MESSAGE;

    private static final int HEADER_AND_EMPTY_CREDENTIAL = 24 + 4;

    private MessageLimits() {}

    static void check(HandleName handle, Collection<StoredValue> values) {
        if (values.size() > MOST_VALUES) {
            throw new Refusal(
                    Code.PROTOCOL_ERROR,
                    "a handle has at most " + MOST_VALUES + " values, this one would have " + values.size());
        }
        long size = HEADER_AND_EMPTY_CREDENTIAL + 4L + handle.text().getBytes(UTF_8).length + 4;
        for (StoredValue value : values) {
            size += value.encodedSize();
        }
        if (size > LARGEST_MESSAGE) {
            throw new Refusal(
                    Code.PROTOCOL_ERROR,
                    "invalid message length: " + size + " bytes, at most " + LARGEST_MESSAGE + " are taken");
        }
    }
}
