package dev.waybill.cli.demo;

import dev.waybill.cli.demo.worker.ProductJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of every product: the index, the tables of jobs, the files and what workers wrote down, held together. */
final class JobsVerdict {
    private static final String EVERY_PRODUCT = """
            SELECT d.id, (d.archived IS NULL) AS active, coalesce(d.metadata #>> '{properties,demo:version}', '1') AS version,
                j.status, j.dst_path, j.source_gone, p.name AS processor
            FROM agdc.dataset d
            LEFT JOIN bnp.sourced_job j ON j.dataset = d.id
            LEFT JOIN bnp.processor p ON p.id = j.processor_id
            """;

    private final JobsSite site;
    private final List<Path> journals;
    private final Figures figures;

    JobsVerdict(JobsSite site, List<Path> journals, Figures figures) {
        this.site = site;
        this.journals = journals;
        this.figures = figures;
    }

    private record Product(
            String dataset,
            boolean isActive,
            String version,
            @Nullable String status,
            @Nullable String dst,
            boolean isGone,
            @Nullable String processor) {
        boolean isNeverDone() {
            return dataset.startsWith(ProductJournal.NEVER) && !"maps".equals(processor);
        }

        /** Whether there is an output, of this version. */
        boolean isThere() {
            try {
                return dst != null && Files.readString(Path.of(dst)).strip().equals(dataset + " " + version);
            } catch (IOException e) {
                return false;
            }
        }
    }

    void judge() throws IOException {
        var products = products();
        long active = products.stream().filter(Product::isActive).count();
        long never =
                products.stream().filter(p -> p.isActive() && p.isNeverDone()).count();
        figures.measure("products in the index, active", active);
        figures.expect(
                "of these with an output of their version",
                products.stream()
                        .filter(p -> p.isActive() && "finished".equals(p.status()) && p.isThere())
                        .count(),
                active - never);
        figures.expect(
                "of these failed for good, as they were made to",
                products.stream()
                        .filter(p -> p.isActive() && "failed".equals(p.status()))
                        .count(),
                never);
        archived(products);
        executions();
    }

    private List<Product> products() {
        return site.jobs()
                .call(handle -> handle.createQuery(EVERY_PRODUCT)
                        .map((row, context) -> new Product(
                                row.getString("id"),
                                row.getBoolean("active"),
                                row.getString("version"),
                                row.getString("status"),
                                row.getString("dst_path"),
                                row.getBoolean("source_gone"),
                                row.getString("processor")))
                        .list());
    }

    private void archived(List<Product> products) {
        var gone = products.stream().filter(p -> !p.isActive()).toList();
        var kept = gone.stream().filter(p -> "landsat".equals(p.processor())).toList();
        figures.expect(
                "archived, outputs kept and the source marked as gone",
                kept.stream()
                        .filter(p -> p.isGone() && (p.isThere() || p.isNeverDone()))
                        .count(),
                kept.size());
        var deleted = gone.stream().filter(p -> "scenes".equals(p.processor())).toList();
        figures.expect(
                "archived, and nothing of them left",
                deleted.stream()
                        .filter(p ->
                                p.dst() == null && Set.of("deleted", "canceled").contains(String.valueOf(p.status())))
                        .count(),
                deleted.size());
        figures.expect(
                "jobs of products that are out of the index, with an output left",
                site.number(
                        "SELECT count(*) FROM bnp.sourced_job j WHERE j.dst_path IS NOT NULL AND j.status <> 'deleted'"
                                + " AND NOT EXISTS (SELECT FROM agdc.dataset d WHERE d.id = j.dataset)"),
                0);
    }

    /** What workers wrote down, held against the executions that counted. */
    private void executions() throws IOException {
        Map<Long, ProductJournal.Line> done = new HashMap<>();
        long refusals = 0;
        for (Path journal : journals) {
            for (ProductJournal.Line line : ProductJournal.read(journal)) {
                if (line.isRefusal()) {
                    refusals++;
                } else {
                    done.put(line.execution(), line);
                }
            }
        }
        var counted = new HashSet<>(site.jobs()
                .call(handle -> handle.createQuery(
                                "SELECT execution FROM bnp.execution WHERE outcome = 'finished' AND processor_id <> "
                                        + site.maps())
                        .mapTo(Long.class)
                        .list()));
        var versions = new ArrayList<String>();
        var deleted = new ArrayList<String>();
        var leftOver = 0L;
        for (long execution : counted) {
            var line = done.get(execution);
            if (line != null && line.action().equals("delete")) {
                deleted.add(line.dataset());
                leftOver += Files.exists(Path.of(line.dst())) ? 1 : 0;
            } else if (line != null) {
                versions.add(line.dataset() + " " + line.version());
            }
        }
        figures.expect(
                "executions that counted, in no journal",
                counted.stream().filter(e -> !done.containsKey(e)).count(),
                0);
        figures.measure("versions of products done", versions.size());
        figures.expect(
                "versions done twice", versions.size() - Set.copyOf(versions).size(), 0);
        figures.measure("outputs deleted", deleted.size());
        figures.expect(
                "outputs deleted twice", deleted.size() - Set.copyOf(deleted).size(), 0);
        figures.expect("outputs deleted that are still there", leftOver, 0);
        figures.expect(
                "maps done twice",
                site.number("SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM bnp.execution"
                        + " WHERE outcome = 'finished' AND processor_id = " + site.maps() + " GROUP BY job_id) e"),
                0);
        figures.measure("reports refused", refusals);
        figures.measure("executions lost with their worker", outcomes("lost"));
        figures.measure("attempts that failed and were made again", outcomes("failed"));
    }

    private long outcomes(String outcome) {
        return site.number("SELECT count(*) FROM bnp.execution WHERE outcome = '" + outcome + "'");
    }
}
