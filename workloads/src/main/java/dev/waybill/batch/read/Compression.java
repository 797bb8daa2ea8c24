package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What is around a file, as seen from its first bytes. */
enum Compression {
    NONE("no compression"),
    GZIP("gzip"),
    ZSTD("Zstandard");

    static final String ZSTD_MAGIC = "(\u00b5/\u00fd";

    private static final int BUFFER = 1 << 16;
    /** The largest window that is decompressed, 2^27 bytes; what the zstd command takes by itself. */
    private static final int WINDOW = 27;

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    static Compression of(byte[] head) {
        String text = new String(head, ISO_8859_1);
        return text.startsWith("\u001f\u008b") ? GZIP : text.startsWith(ZSTD_MAGIC) ? ZSTD : NONE;
    }

    String word() {
        return word;
    }

    InputStream around(InputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new GZIPInputStream(file, BUFFER);
            case ZSTD -> new ZstdInputStreamNoFinalizer(file).setLongMax(WINDOW);
        };
    }
}
