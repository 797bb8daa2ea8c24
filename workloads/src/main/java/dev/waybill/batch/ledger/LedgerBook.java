package dev.waybill.batch.ledger;

import dev.waybill.batch.ledger.Entry.BegunEntry;
import dev.waybill.batch.ledger.Entry.BlockEntry;
import dev.waybill.batch.ledger.Entry.CancelEntry;
import dev.waybill.batch.ledger.Entry.GoneEntry;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Outcome;
import dev.waybill.batch.ledger.Entry.RemovedEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all entries so far come to. Not thread-safe. */
final class LedgerBook {
    private final Map<String, ModelEntry> models = new LinkedHashMap<>();
    private final Map<String, JobLog> jobs = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();

    /**
     * Takes the next record of the topic.
     *
     * @param value absent: the key is no more
     * @return whether it was understood
     */
    boolean add(String key, byte @Nullable [] value) {
        var kind = LedgerKey.kindOf(key);
        if (kind.isEmpty()) {
            return false;
        }
        if (value == null) {
            forget(kind.get(), kind.get().id(key));
            return true;
        }
        var entry = EntryCodec.read(kind.get(), value).filter(read -> read.key().equals(key));
        entry.ifPresent(this::add);
        return entry.isPresent();
    }

    private void forget(LedgerKey kind, String id) {
        if (kind == LedgerKey.MODEL) {
            models.remove(id);
        } else if (kind == LedgerKey.CANCEL && jobs.containsKey(id)) {
            log(id).forgetCancel();
        }
    }

    void add(Entry entry) {
        if (entry instanceof ModelEntry model) {
            models.put(model.id(), model);
        } else if (entry instanceof GoneEntry forgotten) {
            gone.add(forgotten.job());
            jobs.remove(forgotten.job());
        } else if (!gone.contains(jobOf(entry))) {
            log(jobOf(entry)).add(entry);
        }
    }

    private static String jobOf(Entry entry) {
        if (entry instanceof JobEntry job) {
            return job.id();
        } else if (entry instanceof BegunEntry begun) {
            return begun.job();
        } else if (entry instanceof BlockEntry block) {
            return block.job();
        } else if (entry instanceof CancelEntry cancel) {
            return cancel.job();
        } else if (entry instanceof RemovedEntry removed) {
            return removed.job();
        } else {
            throw new AssertionError(entry);
        }
    }

    private JobLog log(String job) {
        return jobs.computeIfAbsent(job, id -> new JobLog());
    }

    List<ModelEntry> models() {
        return List.copyOf(models.values());
    }

    Optional<ModelEntry> model(String id) {
        return Optional.ofNullable(models.get(id));
    }

    /** In the order of their first entry. */
    List<JobStatus> jobs() {
        var all = new ArrayList<JobStatus>(jobs.size());
        jobs.values().forEach(log -> log.status().ifPresent(all::add));
        return all;
    }

    Optional<JobStatus> job(String id) {
        return Optional.ofNullable(jobs.get(id)).flatMap(JobLog::status);
    }

    /** Asked with every look at a job, so the states of all others are not put together for it. */
    long repairedOf(String job) {
        return jobs.values().stream().mapToLong(log -> log.repairedOf(job)).sum();
    }

    boolean isGone(String job) {
        return gone.contains(job);
    }

    Optional<Outcome> outcome(String job, int index) {
        return Optional.ofNullable(jobs.get(job)).flatMap(log -> log.outcome(index));
    }
}
