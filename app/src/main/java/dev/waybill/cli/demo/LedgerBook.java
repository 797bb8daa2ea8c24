package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * What has arrived at the ledger: a file to which each batch is appended before it is answered, and the sums of it.
 *
 * <p>Thread-safe: requests write, the story reads. Guarded by {@code this}.
 */
final class LedgerBook {
    /** @param repeats lines for payments that were there already */
    record Sums(int payments, int repeats, int outOfOrder) {}

    private final Path file;
    private final int[] times;
    private final Map<String, Integer> latestOfAccount = new HashMap<>();

    private Sums sums = new Sums(0, 0, 0);

    /** @param payments they are numbered from 0 to this, exclusive */
    LedgerBook(Path file, int payments) {
        this.file = file;
        this.times = new int[payments];
    }

    /** What a file says, read by somebody who did not write it. */
    static LedgerBook read(Path file, int payments) throws IOException {
        var book = new LedgerBook(file, payments);
        try (var lines = Files.lines(file)) {
            lines.forEach(book::count);
        }
        return book;
    }

    /** @param lines number, account and cents each */
    synchronized void write(String lines) throws IOException {
        Files.writeString(file, lines, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.lines().forEach(this::count);
    }

    private synchronized void count(String line) {
        int first = line.indexOf(',');
        int number = Integer.parseInt(line, 0, first, 10);
        if (times[number]++ > 0) {
            sums = new Sums(sums.payments, sums.repeats + 1, sums.outOfOrder);
            return;
        }
        String account = line.substring(first + 1, line.indexOf(',', first + 1));
        Integer before = latestOfAccount.put(account, number);
        boolean isLate = before != null && before > number;
        sums = new Sums(sums.payments + 1, sums.repeats, sums.outOfOrder + (isLate ? 1 : 0));
    }

    synchronized Sums sums() {
        return sums;
    }

    /** How often this payment has arrived. */
    synchronized int times(int number) {
        return times[number];
    }
}
