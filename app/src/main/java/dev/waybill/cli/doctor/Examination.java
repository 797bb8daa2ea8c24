package dev.waybill.cli.doctor;

import dev.waybill.cli.error.CommandException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs checks side by side, within one time for all of them. */
final class Examination {
    private final Duration within;

    Examination(Duration within) {
        this.within = within;
    }

    /** What they found, in the order of the checks. */
    List<Finding> run(List<Check> checks) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(checks.size(), Examination::daemon);
        try {
            List<Future<List<Finding>>> results = new ArrayList<>();
            checks.forEach(check -> results.add(threads.submit(check.look())));
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < checks.size(); i++) {
                findings.addAll(found(checks.get(i).name(), results.get(i), deadline));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Finding> found(String name, Future<List<Finding>> result, long deadline) throws InterruptedException {
        try {
            return result.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String slow = "no answer within " + within.toSeconds() + " s";
            return List.of(Finding.problem(
                    name, slow, "see whether it or this machine is overloaded, or a firewall swallows the connection"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandException known) {
                return List.of(
                        Finding.problem(name, known.found(), known.advice().orElse("")));
            }
            throw new IllegalStateException("check " + name, e.getCause());
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "doctor");
        thread.setDaemon(true);
        return thread;
    }
}
