package dev.waybill.files.girder;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;

/** The content of one file, read in parts so that any size fits into little memory. Thread-safe, holds no state. */
final class Download {
    private static final int PART = 8 * 1024 * 1024;

    private final GirderApi api;
    private final String id;
    private final long size;

    Download(GirderApi api, JsonNode file) {
        this(api, Siblings.id(file), file.path("size").asLong(0));
    }

    Download(GirderApi api, String id, long size) {
        this.api = api;
        this.id = id;
        this.size = size;
    }

    void to(OutputStream out) throws IOException {
        for (long at = 0; at < size; at += PART) {
            out.write(api.bytes("file/" + id + "/download", at, Math.min(size, at + PART) - 1));
        }
    }

    String sha256() throws IOException {
        RunningHash hash = RunningHash.start();
        to(new OutputStream() {
            @Override
            public void write(int one) {
                hash.add(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                hash.add(bytes, offset, length);
            }
        });
        return hash.hex();
    }
}
