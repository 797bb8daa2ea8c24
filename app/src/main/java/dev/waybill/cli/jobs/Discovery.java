package dev.waybill.cli.jobs;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.claim.Upkeep;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.RefusedException;
import dev.waybill.jobs.discover.Changes;
import dev.waybill.jobs.discover.Discover;
import dev.waybill.jobs.discover.Reconcile;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for work, once or again and again. Thread-safe; {@link #watch} belongs to one thread, any other may stop it. */
final class Discovery {
    private static final Logger log = LoggerFactory.getLogger(Discovery.class);
    private static final String ALL = "all";

    private final Processors processors;
    private final Discover discover;
    private final Reconcile reconcile;
    private final Upkeep upkeep;
    private final Optional<String> only;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, String> troubles = new HashMap<>();

    /** @param only the name or number of the one processor that is looked for; absent: all that are enabled */
    Discovery(Database database, Optional<String> only) {
        this.processors = new Processors(database);
        this.discover = new Discover(database);
        this.reconcile = new Reconcile(database);
        this.upkeep = new Upkeep(database);
        this.only = only;
    }

    /** What was found for a processor. */
    record Found(Processor processor, Changes changes) {}

    /** One pass for each processor. */
    List<Found> look() {
        return wanted().stream()
                .map(processor -> new Found(processor, discover.pass(processor).changes()))
                .toList();
    }

    /** All jobs of each processor held against all of the index. */
    List<Found> reconcile(boolean isDryRun) {
        return wanted().stream()
                .map(processor -> new Found(processor, reconcile.run(processor, isDryRun)))
                .toList();
    }

    private List<Processor> wanted() {
        return only.map(name -> List.of(processors.get(name)))
                .orElseGet(() ->
                        processors.list().stream().filter(Processor::isEnabled).toList());
    }

    /**
     * Looks every so often until it is stopped, and keeps jobs up. While the database is away it waits; a processor that cannot be
     * looked for is told of and stops no other.
     *
     * @param reconcileEvery time between two reconciliations of a processor
     */
    void watch(Duration every, Duration reconcileEvery, Consumer<Found> found) throws InterruptedException {
        while (stopped.getCount() > 0) {
            for (Processor processor : keptUp()) {
                tried(processor.name(), () -> follow(processor, reconcileEvery, found));
            }
            var unused = stopped.await(every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The processors to look for; none while the database is away. */
    private List<Processor> keptUp() {
        var all = new ArrayList<Processor>();
        tried(ALL, () -> {
            upkeep.run();
            all.addAll(wanted());
        });
        return all;
    }

    /** What fails stops nothing else, and is said once until it is another trouble, or none. */
    private void tried(String processor, Runnable step) {
        try {
            step.run();
            troubles.remove(processor);
        } catch (DeliveryException | RefusedException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(troubles.put(processor, reason))) {
                log.atWarn()
                        .addKeyValue("processor", processor)
                        .addKeyValue("error", reason)
                        .log("the index cannot be looked at; trying on");
            }
        }
    }

    private void follow(Processor processor, Duration reconcileEvery, Consumer<Found> found) {
        found.accept(new Found(processor, discover.pass(processor).changes()));
        if (reconcile.isDue(processor, reconcileEvery)) {
            found.accept(new Found(processor, reconcile.run(processor, false)));
        }
    }

    void stop() {
        stopped.countDown();
    }
}
