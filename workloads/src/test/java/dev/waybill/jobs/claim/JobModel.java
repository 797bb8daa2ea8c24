package dev.waybill.jobs.claim;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the tables must say, kept in plain fields; time moves only by {@link #pass}. */
final class JobModel {
    static final int LEASE = 1000;
    static final int ATTEMPTS = 3;
    static final int BACKOFF = 100;

    final Map<Long, Job> jobs = new TreeMap<>();
    final Map<Long, Ended> history = new TreeMap<>();
    final Map<Long, Integer> workerLease = new TreeMap<>();
    boolean isPaused;
    private int now;

    /** One job; its fields are the columns. */
    static final class Job {
        final long id;
        final int priority;
        final int sortKey;
        String status = "ready";
        String action = "process";

        @Nullable
        String next;

        int runAt;
        int attempts;

        @Nullable
        Long execution;

        boolean reaped;

        @Nullable
        Long worker;

        int claimedAt;
        int leaseUntil;
        String hash = "h";

        @Nullable
        String claimedHash;

        @Nullable
        String dst;

        boolean isMade;
        boolean isGone;

        Job(long id, int priority, int sortKey) {
            this.id = id;
            this.priority = priority;
            this.sortKey = sortKey;
        }

        String shown() {
            return String.join(
                    " ",
                    "" + id,
                    status,
                    action,
                    "next=" + next,
                    "attempts=" + attempts,
                    "execution=" + execution,
                    "reaped=" + reaped,
                    "dst=" + dst,
                    "made=" + isMade);
        }
    }

    /** An execution that has ended. */
    record Ended(
            long job,
            String action,
            int attempt,
            String outcome,
            @Nullable String dst) {}

    List<Job> claimable(int most, Set<String> actions) {
        if (isPaused) {
            return List.of();
        }
        return jobs.values().stream()
                .filter(job -> job.status.equals("ready") && actions.contains(job.action))
                .sorted(Comparator.<Job>comparingInt(job -> -job.priority)
                        .thenComparingInt(job -> job.sortKey)
                        .thenComparingLong(job -> job.id))
                .limit(most)
                .toList();
    }

    void claimed(Job job, long execution, @Nullable Long worker) {
        job.status = "running";
        job.next = null;
        job.attempts++;
        job.execution = execution;
        job.reaped = false;
        job.worker = worker;
        job.claimedAt = now;
        job.leaseUntil = now + LEASE;
        job.claimedHash = job.hash;
    }

    String report(long execution, String outcome, @Nullable String dst) {
        Job job = running(execution);
        if (job != null) {
            settle(job, outcome, dst);
            return "ACCEPTED";
        }
        Ended ended = history.get(execution);
        if (ended == null) {
            return "UNKNOWN";
        }
        if (ended.outcome().equals(outcome) && Objects.equals(ended.dst(), dst)) {
            return "ACCEPTED";
        }
        Job late = jobs.get(ended.job());
        if (late == null || late.execution == null || late.execution != execution || !late.reaped) {
            return "STALE";
        }
        if (!Set.of("ready", "waiting", "failed").contains(late.status)) {
            return "STALE";
        }
        late.status = "running";
        late.action = ended.action();
        late.attempts = ended.attempt();
        settle(late, outcome, dst);
        return "ACCEPTED";
    }

    private @Nullable Job running(long execution) {
        return jobs.values().stream()
                .filter(job -> job.status.equals("running") && job.execution != null && job.execution == execution)
                .findFirst()
                .orElse(null);
    }

    private void settle(Job job, String outcome, @Nullable String dst) {
        history.put(requireNonNull(job.execution), new Ended(job.id, job.action, job.attempts, outcome, dst));
        String next = job.next;
        boolean isLeft = job.attempts < ATTEMPTS;
        job.next = null;
        job.reaped = outcome.equals("lost") || outcome.equals("released");
        switch (outcome) {
            case "finished" -> {
                boolean isDeletion = job.action.equals("delete");
                job.status = isDeletion ? "deleted" : "finished";
                job.isMade = !isDeletion;
                job.dst = isDeletion ? null : dst != null ? dst : job.dst;
            }
            case "failed", "lost" -> {
                job.status = isLeft ? "waiting" : "failed";
                job.runAt = now + BACKOFF * (1 << (job.attempts - 1));
            }
            case "rejected" -> job.status = "failed";
            case "skipped" -> job.status = "skipped";
            case "released" -> {
                job.status = "ready";
                job.attempts = Math.max(0, job.attempts - 1);
            }
            case "canceled" -> job.status = "canceled";
            default -> throw new AssertionError(outcome);
        }
        follow(job, next, outcome);
    }

    private static void follow(Job job, @Nullable String next, String outcome) {
        boolean hasChanged = job.claimedHash != null && !job.claimedHash.equals(job.hash);
        String follows;
        if (job.status.equals("canceled")) {
            follows = null;
        } else if ("delete".equals(next)) {
            follows = "delete";
        } else if (job.status.equals("waiting") || job.status.equals("ready")) {
            follows = null;
        } else if (hasChanged && !job.action.equals("delete")) {
            follows = "update";
        } else {
            follows = next;
        }
        if (job.reaped) {
            job.next = next;
        }
        if (follows == null) {
            return;
        }
        if (follows.equals("delete")) {
            job.status = job.isMade ? "ready" : "deleted";
            job.action = "delete";
            job.next = job.isMade ? job.next : null;
        } else {
            job.status = "ready";
            job.action = job.isMade ? "update" : "process";
        }
        job.attempts = outcome.equals("released") ? job.attempts : job.status.equals("ready") ? 0 : job.attempts;
    }

    /** What the worker still has of the held ones. */
    Set<Long> heartbeat(long worker, Set<Long> held) {
        workerLease.put(worker, now + LEASE);
        for (Job job : List.copyOf(jobs.values())) {
            boolean isUnheard = isHeldBy(job, worker) && !held.contains(job.execution) && job.claimedAt + LEASE < now;
            if (isUnheard) {
                settle(job, "released", null);
            }
        }
        var kept = new HashSet<Long>();
        jobs.values().stream()
                .filter(job -> isHeldBy(job, worker) && held.contains(job.execution))
                .forEach(job -> kept.add(requireNonNull(job.execution)));
        return kept;
    }

    boolean heartbeat(long execution) {
        Job job = running(execution);
        if (job != null) {
            job.leaseUntil = now + LEASE;
        }
        return job != null;
    }

    void end(long worker) {
        workerLease.remove(worker);
        for (Job job : List.copyOf(jobs.values())) {
            if (isHeldBy(job, worker)) {
                settle(job, "released", null);
            }
        }
    }

    private static boolean isHeldBy(Job job, long worker) {
        return job.status.equals("running") && job.worker != null && job.worker == worker;
    }

    void upkeep() {
        for (Job job : List.copyOf(jobs.values())) {
            boolean isSilent = job.worker == null || workerLease.getOrDefault(job.worker, Integer.MIN_VALUE) < now;
            if (job.status.equals("running") && job.leaseUntil < now && isSilent) {
                settle(job, "lost", null);
            }
        }
        for (Job job : jobs.values()) {
            if (job.status.equals("waiting") && job.runAt <= now) {
                job.status = "ready";
            }
        }
    }

    void pass(int seconds) {
        now += seconds;
    }

    /** How many of the jobs change. */
    int mutate(Mutation mutation, Set<Long> ids) {
        int changed = 0;
        for (Long id : new ArrayList<>(ids)) {
            changed += mutate(mutation, requireNonNull(jobs.get(id))) ? 1 : 0;
        }
        return changed;
    }

    private boolean mutate(Mutation mutation, Job job) {
        return switch (mutation) {
            case RETRY -> retry(job);
            case RELEASE -> is(job, "running") && ended(job, "released");
            case CANCEL ->
                is(job, "running") ? ended(job, "canceled") : is(job, "ready", "waiting", "failed") && cancel(job);
            case UPDATE -> update(job);
            case DELETE -> delete(job);
            case ALLOW -> allow(job);
        };
    }

    private boolean ended(Job job, String outcome) {
        settle(job, outcome, null);
        return true;
    }

    private static boolean is(Job job, String... statuses) {
        return List.of(statuses).contains(job.status);
    }

    private static boolean retry(Job job) {
        boolean applies =
                is(job, "failed", "skipped", "canceled", "waiting") && (!job.isGone || job.action.equals("delete"));
        if (applies) {
            job.status = "ready";
            job.attempts = 0;
        }
        return applies;
    }

    private static boolean cancel(Job job) {
        job.status = "canceled";
        job.reaped = false;
        return true;
    }

    private static boolean update(Job job) {
        if (job.isGone || job.action.equals("delete")) {
            return false;
        }
        if (is(job, "running") && job.next == null) {
            job.next = "update";
            return true;
        }
        boolean applies = is(job, "finished", "failed", "skipped", "canceled") && job.isMade;
        if (applies) {
            become(job, "ready", "update");
        }
        return applies;
    }

    private static boolean delete(Job job) {
        if (is(job, "running")) {
            boolean applies = !job.action.equals("delete") && !"delete".equals(job.next);
            job.next = applies ? "delete" : job.next;
            return applies;
        }
        boolean isUnderWay = job.action.equals("delete") && is(job, "ready", "waiting");
        if (is(job, "deleted") || (job.isMade && isUnderWay)) {
            return false;
        }
        job.next = null;
        if (job.isMade) {
            become(job, "ready", "delete");
        } else {
            job.status = "deleted";
            job.action = "process";
            job.reaped = false;
        }
        return true;
    }

    private static boolean allow(Job job) {
        if (is(job, "deleted")) {
            if (job.isGone) {
                return false;
            }
            job.status = "ready";
            job.action = "process";
            job.attempts = 0;
            return true;
        }
        if (is(job, "running")) {
            boolean isDeletion = job.action.equals("delete");
            boolean applies = isDeletion ? job.next == null && !job.isGone : "delete".equals(job.next);
            job.next = applies ? (isDeletion ? "update" : null) : job.next;
            return applies;
        }
        boolean applies = is(job, "ready", "waiting", "failed", "skipped", "canceled") && job.action.equals("delete");
        if (applies) {
            become(job, "finished", "process");
        }
        return applies;
    }

    private static void become(Job job, String status, String action) {
        job.status = status;
        job.action = action;
        job.attempts = 0;
        job.reaped = false;
    }
}
