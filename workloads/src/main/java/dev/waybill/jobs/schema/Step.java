package dev.waybill.jobs.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One numbered step from an empty schema to this program's. What was released is never changed, only followed. */
record Step(int number, String name, String sql) {
    private static final List<String> RESOURCES = List.of("001-tables", "002-functions", "003-upkeep");

    /** All there are, by number. */
    static List<Step> all() {
        return RESOURCES.stream().map(Step::load).toList();
    }

    private static Step load(String resource) {
        try (InputStream in = Step.class.getResourceAsStream(resource + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("not in this program: " + resource + ".sql");
            }
            String[] parts = resource.split("-", 2);
            return new Step(Integer.parseInt(parts[0]), parts[1], new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String checksum() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
