package dev.waybill.batch.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows are the same whether their bytes come at once or one by one. */
class ScannersTest {
    private static final String[] PARTS = {",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "a", " ", "1"};
    private static final int TEXTS = 20_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void csvDoesNotDependOnHowItArrives() {
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text();

            assertThat(arriving(new CsvScanner(9), text))
                    .as("seed %d: %s", seed, new String(text, ISO_8859_1))
                    .isEqualTo(atOnce(new CsvScanner(9), text));
        }
    }

    @Test
    void linesDoNotDependOnHowTheyArrive() {
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text();

            assertThat(arriving(new LineScanner(), text))
                    .as("seed %d: %s", seed, new String(text, ISO_8859_1))
                    .isEqualTo(atOnce(new LineScanner(), text));
        }
    }

    private byte[] text() {
        var text = new StringBuilder();
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static List<String> atOnce(RowScanner scanner, byte[] text) {
        var rows = new ArrayList<String>();
        scanner.over(text, 0, text.length, true);
        for (Found found = scanner.next(); found != Found.END; found = scanner.next()) {
            rows.add(row(scanner, found));
        }
        return rows;
    }

    private static List<String> arriving(RowScanner scanner, byte[] text) {
        var rows = new ArrayList<String>();
        int arrived = 0;
        scanner.over(text, 0, 0, text.length == 0);
        for (Found found = scanner.next(); found != Found.END; found = scanner.next()) {
            if (found == Found.MORE) {
                arrived++;
                scanner.over(text, scanner.position(), Math.min(arrived, text.length), arrived > text.length);
            } else {
                rows.add(row(scanner, found));
            }
        }
        return rows;
    }

    private static String row(RowScanner scanner, Found found) {
        String quotes = scanner instanceof CsvScanner csv
                ? csv.quotes() + " " + csv.cells().count()
                : "";
        return found + " " + scanner.rowBegin() + " " + scanner.rowEnd() + " " + scanner.position() + " "
                + scanner.lines() + " " + quotes;
    }
}
