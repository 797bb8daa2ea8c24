package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Statements with the answers of ClickHouse 26.7: a line with {@code >} before it is a statement, what follows is its
 * answer, {@code ! 60} is the code of an exception. They are asked in their order.
 */
final class Likeness {
    private Likeness() {}

    /** One statement and its answer. */
    record Exchange(String statement, String answer) {}

    static List<Exchange> read() throws IOException {
        try (InputStream file = Likeness.class.getResourceAsStream("likeness.txt")) {
            var exchanges = new ArrayList<Exchange>();
            String text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
            for (String part : text.substring(2).split("\n> ", -1)) {
                int end = part.indexOf('\n');
                exchanges.add(
                        end < 0
                                ? new Exchange(part, "")
                                : new Exchange(part.substring(0, end), ended(part.substring(end + 1))));
            }
            return exchanges;
        }
    }

    /** The differences between what was answered long ago and what is answered now. */
    static List<String> differences(Asker asker) throws IOException, InterruptedException {
        var differences = new ArrayList<String>();
        for (Exchange exchange : read()) {
            Asker.Reply reply = asker.ask(exchange.statement());
            if (!reply.shown().equals(exchange.answer())) {
                differences.add(exchange.statement() + "\nexpected:\n" + exchange.answer() + "got:\n" + reply.shown()
                        + (reply.status() == 200 ? "" : reply.text()));
            }
        }
        return differences;
    }

    private static String ended(String answer) {
        return answer.isEmpty() || answer.endsWith("\n") ? answer : answer + "\n";
    }
}
