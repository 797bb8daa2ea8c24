package dev.waybill.jobs.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The statement that claims, for each number of jobs a text of its own. */
final class ClaimStatement {
    private static final String TEXT = load();

    private ClaimStatement() {}

    private static String load() {
        try (InputStream sql = ClaimStatement.class.getResourceAsStream("claim.sql")) {
            return new String(Objects.requireNonNull(sql, "claim.sql").readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(int most) {
        return TEXT.replace("<most>", Integer.toString(most));
    }
}
