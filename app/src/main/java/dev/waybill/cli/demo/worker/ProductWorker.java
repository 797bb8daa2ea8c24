package dev.waybill.cli.demo.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.log.Logging;
import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.claim.Action;
import dev.waybill.jobs.claim.Claimed;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.claim.Report;
import dev.waybill.jobs.claim.Reported;
import dev.waybill.jobs.claim.Upkeep;
import dev.waybill.jobs.claim.Worker;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseEnvironment;
import dev.waybill.jobs.processor.Processors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A worker of the jobs story, in a process of its own: claims a few products at once, makes a file of each, and reports. It ends
 * when its standard input does.
 *
 * <p>What is done is written into its journal before it is reported. One thread works; another one says that it lives.
 */
public final class ProductWorker {
    private static final int AT_ONCE = 20;
    private static final Duration TAKES = Duration.ofMillis(60);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final int HEARTBEATS_PER_LEASE = 4;

    private final Database database;
    private final Claims claims;
    private final Path folder;
    private final ProductJournal journal;
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private ProductWorker(Database database, Path folder, ProductJournal journal) {
        this.database = database;
        this.claims = new Claims(database);
        this.folder = folder;
        this.journal = journal;
    }

    /** Takes the name of a processor, its own name and a folder; the database is in the environment. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[2]);
        var log = new LogTarget(LogLevel.INFO, Optional.of(folder.resolve(args[1] + ".log")));
        Logging.start(log, System.err, text -> text);
        var settings = DatabaseEnvironment.settings(System.getenv()).orElseThrow();
        try (var database = Database.open(settings.withConnections(2));
                var journal = ProductJournal.append(folder.resolve(args[1] + ".journal"))) {
            var worker = new ProductWorker(database, folder, journal);
            worker.endWithStandardInput();
            new PrintStream(System.out, true, UTF_8).println("works");
            worker.work(new Processors(database).get(args[0]).id(), args[1]);
        }
    }

    private void endWithStandardInput() {
        var thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as its end
                    }
                    stopped.countDown();
                },
                "standard-input");
        thread.setDaemon(true);
        thread.start();
    }

    private void work(int processor, String name) throws InterruptedException, IOException {
        Worker worker = claims.register(processor, name);
        var heart = new Thread(() -> live(worker), "heartbeat");
        heart.setDaemon(true);
        heart.start();
        while (stopped.getCount() > 0) {
            var claimed = claims.claim(worker, AT_ONCE, Action.ALL);
            claimed.forEach(job -> held.add(job.execution()));
            if (!claimed.isEmpty()) {
                work(claimed);
            }
            rest(claimed.isEmpty() ? IDLE : Duration.ZERO);
        }
        claims.end(worker);
    }

    private void live(Worker worker) {
        var upkeep = new Upkeep(database);
        try {
            while (!stopped.await(worker.lease().toMillis() / HEARTBEATS_PER_LEASE, TimeUnit.MILLISECONDS)) {
                claims.heartbeat(worker, Set.copyOf(held));
                upkeep.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeliveryException e) {
            stopped.countDown(); // without a heartbeat the jobs are somebody else's soon
        }
    }

    private void work(List<Claimed> claimed) throws InterruptedException, IOException {
        Map<String, String> versions = SourceVersions.read(database, claimed);
        var reports = new ArrayList<Report>();
        var made = new ConcurrentHashMap<Long, Path>();
        rest(TAKES);
        for (Claimed job : claimed) {
            reports.add(done(job, versions.getOrDefault(String.valueOf(job.dataset()), "1"), made));
        }
        journal.flush();
        for (Reported reported : claims.report(reports)) {
            held.remove(reported.execution());
            if (!reported.isAccepted()) {
                journal.refused(reported.execution());
                var useless = made.get(reported.execution());
                if (useless != null) {
                    Files.deleteIfExists(useless);
                }
            }
        }
        journal.flush();
    }

    private Report done(Claimed job, String version, Map<Long, Path> made) throws IOException {
        String dataset = String.valueOf(job.dataset());
        if (job.action() == Action.DELETE) {
            Files.deleteIfExists(Path.of(String.valueOf(job.dst())));
            journal.done(job.execution(), job.action().word(), dataset, version, String.valueOf(job.dst()));
            return Report.finished(job.execution(), null);
        }
        if (dataset.startsWith(ProductJournal.NEVER)) {
            return Report.failedForGood(job.execution(), "made so that it never works");
        }
        if (dataset.startsWith(ProductJournal.NOT_AT_FIRST) && job.attempt() == 1) {
            return Report.failed(job.execution(), "made so that it does not work at first");
        }
        // The number of the claim in its name: nobody else ever writes this file.
        Path output = folder.resolve("products").resolve(dataset + "." + job.execution());
        Files.writeString(output, dataset + " " + version);
        made.put(job.execution(), output);
        journal.done(job.execution(), job.action().word(), dataset, version, output.toString());
        if (job.dst() != null) {
            Files.deleteIfExists(Path.of(job.dst()));
        }
        return Report.finished(job.execution(), output.toString());
    }

    private void rest(Duration pause) throws InterruptedException {
        var unused = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
