package dev.waybill.bench.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.check.RowChecker;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.read.Rows;
import dev.waybill.bench.result.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows of three columns that one thread checks and writes in RowBinary, beside what FastCSV takes to do no more than parse the same
 * bytes. Round by round one after the other; shown is the round whose ratio is the median.
 */
final class CheckBenchmark {
    private static final String MODEL =
            "{\"event_id\": \"String\", \"timestamp\": \"UInt32\", \"amount\": \"Float64\"}";
    private static final int ROWS = 1_000_000;

    private record Round(double checked, double cut, double parsed) {
        double ratio() {
            return checked / parsed;
        }
    }

    private CheckBenchmark() {}

    static List<Result> measure(boolean quick) throws Exception {
        Path file = Files.createTempFile("waybill-bench", ".csv");
        try {
            byte[] content = purchases();
            Files.write(file, content);
            List<Rows> blocks = blocks(file);
            var rounds = new ArrayList<Round>();
            int warm = 3;
            for (int i = 0; i < warm + (quick ? 5 : 15); i++) {
                var round = new Round(
                        perSecond(() -> check(blocks)),
                        perSecond(() -> blocks(file).size()),
                        perSecond(() -> parse(content)));
                if (i >= warm) {
                    rounds.add(round);
                }
            }
            rounds.sort((a, b) -> Double.compare(a.ratio(), b.ratio()));
            Round median = rounds.get(rounds.size() / 2);
            return List.of(
                    Result.of("batch", "check, 3 columns, one thread", "throughput", "rows/s", median.checked)
                            .against("FastCSV, parse only", median.parsed),
                    Result.of("batch", "cut into blocks, one thread", "throughput", "rows/s", median.cut)
                            .against("FastCSV, parse only", median.parsed));
        } finally {
            Files.delete(file);
        }
    }

    private interface Work {
        long run() throws Exception;
    }

    private static double perSecond(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return ROWS * 1e9 / (System.nanoTime() - start);
    }

    private static byte[] purchases() {
        var random = new Random(1);
        var text = new StringBuilder("event_id,timestamp,amount\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("evt-")
                    .append(1_000_000 + i)
                    .append(',')
                    .append(1_716_045_542 + i % 100_000)
                    .append(',');
            text.append(random.nextInt(100_000))
                    .append('.')
                    .append(10 + random.nextInt(90))
                    .append('\n');
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static List<Rows> blocks(Path file) throws Exception {
        var blocks = new ArrayList<Rows>();
        try (var cutter = BlockCutter.open(file, BlockSize.DEFAULT)) {
            for (Rows rows = cutter.next(); rows != null; rows = cutter.next()) {
                blocks.add(rows);
            }
        }
        return blocks;
    }

    private static long check(List<Rows> blocks) {
        var checker = new RowChecker(Schema.parse(MODEL));
        long ok = 0;
        for (Rows rows : blocks) {
            ok += checker.check(rows).ok();
        }
        if (ok != ROWS) {
            throw new IllegalStateException("expected " + ROWS + " rows, got " + ok);
        }
        return ok;
    }

    private static long parse(byte[] content) throws IOException {
        long cells = 0;
        try (var csv =
                CsvReader.builder().ofCsvRecord(new InputStreamReader(new ByteArrayInputStream(content), ISO_8859_1))) {
            for (var each : csv) {
                cells += each.getFieldCount();
            }
        }
        return cells;
    }
}
