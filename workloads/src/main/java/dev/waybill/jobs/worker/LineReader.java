package dev.waybill.jobs.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.function.Consumer;

/**
 * Reads lines of any length and passes on as much of each as fits, without control characters: a terminal would act on them,
 * and PostgreSQL takes no NUL. Bytes that are no UTF-8 become U+FFFD. Used by one thread.
 */
final class LineReader {
    private static final int LONGEST = 2_000;
    private static final char INSTEAD = '\uFFFD';

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private long length;

    LineReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Whether a line that was passed on is not the one that came. */
    static boolean isChanged(String passed) {
        return passed.length() > LONGEST || passed.indexOf(INSTEAD) >= 0;
    }

    /** Reads to the end. One that is closed meanwhile is at its end. */
    void read(InputStream in) {
        var characters = new char[8192];
        try (Reader reader = new InputStreamReader(in, UTF_8)) {
            for (int n = reader.read(characters); n >= 0; n = reader.read(characters)) {
                for (int i = 0; i < n; i++) {
                    take(characters[i]);
                }
            }
        } catch (IOException e) {
            // closed: what came is what there is
        }
        if (length > 0) {
            pass();
        }
    }

    private void take(char c) {
        if (c == '\n') {
            pass();
            return;
        }
        if (length++ < LONGEST) {
            line.append(Character.isISOControl(c) && c != '\t' && c != '\r' ? INSTEAD : c);
        }
    }

    private void pass() {
        String more = length > LONGEST ? " (" + (length - LONGEST) + " characters left out)" : "";
        lines.accept(line.toString().replace("\r", "") + more);
        line.setLength(0);
        length = 0;
    }
}
