package dev.waybill.local.clickhouse.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.io.ByteArrayOutputStream;

/** The bytes of an answer, up to a bound. Not thread-safe. */
final class Output {
    private static final int LARGEST = 32 * 1024 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output add(String text) {
        bytes.writeBytes(text.getBytes(UTF_8));
        if (bytes.size() > LARGEST) {
            throw new Refusal(
                    Code.MEMORY_LIMIT_EXCEEDED,
                    "Memory limit exceeded: this stand-in answers with at most " + LARGEST + " bytes; use LIMIT");
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
