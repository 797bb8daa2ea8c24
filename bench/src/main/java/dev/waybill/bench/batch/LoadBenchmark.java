package dev.waybill.bench.batch;

import static java.time.Duration.ofMinutes;

import dev.waybill.bench.result.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From a CSV file to ClickHouse, through the API, a topic and a worker, beside a plain insert of the same rows in RowBinary and one
 * of the file by curl. Round by round one after the other; shown is the round whose ratio is the median, of those after the JVM has
 * compiled what they go through, and the first one.
 */
final class LoadBenchmark {
    private static final int ROWS = 2_000_000; // the stand-in takes bodies of 64 MiB
    private static final int WARM = 5;
    private static final Duration LONGEST_START = ofMinutes(5); // the engine may have to be fetched

    private LoadBenchmark() {}

    private record Round(double loaded, double plain, double curl) {
        double ratio() {
            return loaded / plain;
        }
    }

    /** @param engine of the stack: {@code stand-in} or {@code chdb} */
    static List<Result> measure(String engine, boolean quick) throws Exception {
        Path folder = Files.createTempDirectory("waybill-bench-rows-");
        var rows = new Purchases(quick ? ROWS / 2 : ROWS);
        try (var warehouse = Warehouse.open(engine, folder, LONGEST_START)) {
            long ready = System.nanoTime();
            var few = new Purchases(10);
            warehouse.load(warehouse.model("few"), few.writeCsv(folder.resolve("few.csv")), few.count());
            double first = (System.nanoTime() - ready) / 1e9;

            Path file = rows.writeCsv(folder.resolve("rows.csv"));
            var rounds = new ArrayList<Round>();
            for (int i = 0; i < WARM + (quick ? 3 : 5); i++) {
                rounds.add(round(warehouse, rows, file, i));
            }
            Round cold = rounds.get(0);
            var warm = new ArrayList<>(rounds.subList(WARM, rounds.size()));
            warm.sort(Comparator.comparingDouble(Round::ratio));
            Round median = warm.get(warm.size() / 2);
            String name = engine + ", " + rows.count() / 1_000_000 + " M rows of 3 columns";
            return List.of(
                    Result.of("batch", name, "file to ClickHouse", "rows/s", median.loaded)
                            .against("plain RowBinary", median.plain),
                    Result.of("batch", name, "file to ClickHouse", "rows/s", median.loaded)
                            .against("curl, CSV", median.curl),
                    Result.of("batch", name, "the first file", "rows/s", cold.loaded)
                            .against("plain RowBinary", cold.plain),
                    Result.of("batch", engine + ", 10 rows", "first rows after ready", "s", first));
        } finally {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static Round round(Warehouse warehouse, Purchases rows, Path file, int number) throws Exception {
        String model = warehouse.model("round-" + number);
        double loaded = perSecond(rows, () -> warehouse.load(model, file, rows.count()));
        warehouse.expect("data_" + model, rows.count());
        warehouse.drop("data_" + model);
        double plain = perSecond(rows, () -> warehouse.insertPlainly(rows, "plain"));
        warehouse.drop("plain");
        double curl = perSecond(rows, () -> warehouse.insertByCurl(file, rows.count(), "curl"));
        warehouse.drop("curl");
        return new Round(loaded, plain, curl);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double perSecond(Purchases rows, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return rows.count() * 1e9 / (System.nanoTime() - start);
    }
}
