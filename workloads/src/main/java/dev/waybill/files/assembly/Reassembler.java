package dev.waybill.files.assembly;

import dev.waybill.files.chunk.FileIdentity;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.Forcing;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.files.staging.Stretch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Puts files together from chunks in any order, repeated or not, several versions of one path side by side.
 *
 * <p>A chunk that does not complete its file is settled by itself once it is on disk for good, or waits in memory. The one
 * that completes it is answered with the {@link WholeFile}, to be delivered on its behalf. Each file has one owner here, by its
 * identity: whatever belongs to it joins it.
 *
 * <p>Thread-safe. {@link #tick} is to be called a few times in a second by one thread.
 */
public final class Reassembler {
    private final AssemblyParts parts;
    private final ReceivedRegistry registry;
    private final Assemblies assemblies;
    private final Delivering delivering;
    private final Housekeeping housekeeping;
    private final Orphans orphans;
    private final Gate gate = new Gate();
    private final Executor forcing;
    private final AtomicBoolean isHurried = new AtomicBoolean();
    private volatile Instant lastChunk;

    private Reassembler(
            AssemblyParts parts, FileSink sink, ReceivedRegistry registry, Executor deliveries, Executor forcing) {
        this.parts = parts;
        this.registry = registry;
        this.assemblies = new Assemblies(parts.memory());
        this.delivering = new Delivering(assemblies, sink, registry, parts.clock(), deliveries);
        this.housekeeping = new Housekeeping(assemblies, parts.settings(), registry);
        this.orphans = new Orphans(parts.clock());
        this.forcing = forcing;
        this.lastChunk = parts.clock().instant();
    }

    /**
     * Goes on where the last run with this staging folder ended.
     *
     * @param deliveries runs deliveries, each of which holds its thread
     * @param forcing runs what forces chunks to disk
     */
    public static Reassembler open(
            AssemblySettings settings,
            StagingFolder folder,
            FileSink sink,
            ReceivedRegistry registry,
            Executor deliveries,
            Executor forcing,
            InstantSource clock)
            throws IOException {
        var parts = new AssemblyParts(settings, folder, new Forcing(forcing), new Memory(), clock);
        var reassembler = new Reassembler(parts, sink, registry, deliveries, forcing);
        for (var found : folder.load()) {
            boolean isRepeat = reassembler.hasArrived(found.version());
            var assembly = new Assembly(found, isRepeat, parts, reassembler.delivering::of);
            reassembler.assemblies.add(assembly);
            assembly.whole().ifPresent(whole -> reassembler.orphans.add(whole));
        }
        return reassembler;
    }

    private boolean hasArrived(FileVersion version) {
        return registry.last(version.path())
                .filter(file -> file.isVersion(version.hash(), version.modified()))
                .isPresent();
    }

    /** Takes a chunk; see {@link Assembly#take}. Waits while chunks of earlier records are read back. */
    public CompletionStage<Optional<WholeFile>> take(ReceivedChunk chunk) {
        var open = gate.isOpen().toCompletableFuture();
        return open.isDone() ? takeNow(chunk) : open.thenCompose(opened -> takeNow(chunk));
    }

    private CompletionStage<Optional<WholeFile>> takeNow(ReceivedChunk chunk) {
        lastChunk = parts.clock().instant();
        FileVersion version = chunk.chunk().file();
        Optional<CompletionStage<Optional<WholeFile>>> answer = Optional.empty();
        while (answer.isEmpty()) {
            var assembly = assemblies.findOrBegin(chunk.identity(), identity -> begin(identity, version));
            answer = assembly.take(chunk);
            if (answer.isEmpty()) {
                assemblies.remove(assembly);
            }
        }
        if (parts.memory().exceeds(parts.settings())) {
            assemblies.spillQuietest();
        }
        return answer.get();
    }

    private Assembly begin(FileIdentity identity, FileVersion version) {
        return new Assembly(identity, version, hasArrived(version), parts, delivering::of);
    }

    /** A record of this file is parked for good: if the file is wrong, its bytes have said so and may go. */
    public void parked(FileIdentity identity) {
        assemblies
                .find(identity)
                .ifPresent(assembly -> assembly.wrong().ifPresent(failure -> assemblies.fail(assembly, failure)));
    }

    /** Does what time asks for, and delivers what nobody asks for. */
    public void tick() {
        housekeeping.run(lastChunk, parts.clock().instant());
        orphans.start();
    }

    /** Files of which some chunks are there, in no order. */
    public List<UnfinishedFile> unfinished() {
        return assemblies.all().stream().map(Assembly::unfinished).toList();
    }

    /** Whether chunks are read back, or files to be delivered, for which no record stands any more. */
    public boolean hasWorkWithoutRecords() {
        return !gate.isOpen().toCompletableFuture().isDone() || !orphans.isEmpty();
    }

    /** Files that lack chunks, all of which are on disk, and have had none for so long, in this run or an earlier one. */
    public List<IdleFile> idle(Duration longest) {
        Instant before = parts.clock().instant().minus(longest);
        return assemblies.all().stream()
                .flatMap(assembly -> assembly.idleSince(before).stream())
                .toList();
    }

    /** Drops a file whose chunks were set aside, unless one has come since it was {@code seen}; says whether it did. */
    public boolean giveUp(IdleFile seen) {
        return assemblies
                .find(seen.identity())
                .filter(assembly -> assemblies.dropIdle(assembly, seen))
                .isPresent();
    }

    /** What of a partition is on disk here though its files are not complete: by file, where it was read. */
    public Map<FileIdentity, Stretch> staged(String topic, int partition) {
        var staged = new HashMap<FileIdentity, Stretch>();
        for (var assembly : assemblies.all()) {
            var stretch = assembly.stretches().get(partition);
            if (stretch != null && assembly.identity().topic().equals(topic)) {
                staged.put(assembly.identity(), stretch);
            }
        }
        return staged;
    }

    public AssemblySettings settings() {
        return parts.settings();
    }

    /** Tells the staging folder from all others. */
    public String stagingId() {
        return parts.folder().id();
    }

    /** From now on chunks wait, until {@link #letIn}. Calls add up. */
    public void holdBack() {
        gate.close();
    }

    public void letIn() {
        gate.open();
    }

    /** Takes a chunk whose record was settled by another process. Completes once it is on disk for good: see {@link #toDisk}. */
    public CompletionStage<?> takeBack(ReceivedChunk chunk) {
        return takeNow(chunk).thenAccept(answer -> answer.ifPresent(orphans::add));
    }

    /** No chunk comes before those are settled that came: what waits in memory for others is soon moved to disk. Is quick. */
    public void hurry() {
        if (!parts.memory().isEmpty() && isHurried.compareAndSet(false, true)) {
            forcing.execute(() -> {
                isHurried.set(false);
                assemblies.spillUnfinished();
            });
        }
    }

    /** Begins to move everything to disk that waits in memory. */
    public void toDisk() {
        assemblies.spillAll();
    }

    /** Drops what was staged here of a partition by itself, unless it is {@code wanted}: elsewhere it has arrived meanwhile. */
    public void dropStaged(String topic, int partition, Predicate<FileIdentity> wanted) {
        for (var assembly : List.copyOf(assemblies.all())) {
            var identity = assembly.identity();
            if (identity.topic().equals(topic) && assembly.isOnlyOf(partition) && !wanted.test(identity)) {
                assemblies.drop(assembly);
            }
        }
    }

    /** These partitions are read elsewhere from now on: what waits in memory of them is forgotten. */
    public void revoked(String topic, Collection<Integer> partitions) {
        for (var assembly : List.copyOf(assemblies.all())) {
            if (assembly.identity().topic().equals(topic) && assembly.forget(partitions)) {
                assemblies.remove(assembly);
            }
        }
    }
}
