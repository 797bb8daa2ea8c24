package dev.waybill.files.assembly;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger log = LoggerFactory.getLogger(Reassembler.class);

    private final Map<FileIdentity, Assembly> assemblies = new ConcurrentHashMap<>();
    private final AssemblyParts parts;
    private final FileSink sink;
    private final ReceivedRegistry registry;
    private final Executor deliveries;
    private final PathLocks paths = new PathLocks();
    private final Gate gate = new Gate();
    private final Orphans orphans;
    private volatile Instant lastChunk;

    private Reassembler(AssemblyParts parts, FileSink sink, ReceivedRegistry registry, Executor deliveries) {
        this.parts = parts;
        this.sink = sink;
        this.registry = registry;
        this.deliveries = deliveries;
        this.orphans = new Orphans(parts.clock());
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
        var reassembler = new Reassembler(parts, sink, registry, deliveries);
        for (var found : folder.load()) {
            boolean isRepeat = reassembler.hasArrived(found.version());
            var assembly = new Assembly(found, isRepeat, parts, reassembler::whole);
            reassembler.assemblies.put(found.identity(), assembly);
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
            var assembly = assemblies.computeIfAbsent(chunk.identity(), identity -> begin(identity, version));
            answer = assembly.take(chunk);
            if (answer.isEmpty()) {
                assemblies.remove(chunk.identity(), assembly);
            }
        }
        if (parts.memory().exceeds(parts.settings())) {
            spillQuietest();
        }
        return answer.get();
    }

    private Assembly begin(FileIdentity identity, FileVersion version) {
        return new Assembly(identity, version, hasArrived(version), parts, this::whole);
    }

    private WholeFile whole(Assembly assembly) {
        var finishing = new Finishing(assembly, sink, registry, parts.clock());
        return new WholeFile(deliveries, () -> paths.run(assembly.identity(), () -> attempt(assembly, finishing)));
    }

    private void attempt(Assembly assembly, Finishing finishing) {
        if (assembly.endedBy().isPresent()) {
            throw new DeliveryException(assembly.endedBy().get().failure());
        }
        if (assembly.isOver()) {
            return;
        }
        try {
            finishing.run();
        } catch (DeliveryException e) {
            failed(assembly, finishing, e);
            throw e;
        } catch (RuntimeException e) {
            spillAll();
            throw e;
        }
        assemblies.remove(assembly.identity(), assembly);
        drop(assembly);
    }

    private void failed(Assembly assembly, Finishing finishing, DeliveryException e) {
        boolean isPoison = e.failure().failureClass() == FailureClass.POISON;
        if (!isPoison) {
            spillAll(); // records that wait in memory must not wait for a sink that is away
        } else if (assembly.isInMemory()) {
            end(assembly, e);
        } else if (finishing.isWrong()) {
            assembly.wrong(e);
        }
    }

    private void end(Assembly assembly, DeliveryException failure) {
        assemblies.remove(assembly.identity(), assembly);
        try {
            assembly.fail(failure);
        } catch (IOException e) {
            warn(assembly, e);
        }
    }

    /** A record of this file is parked for good: if the file is wrong, its bytes have said so and may go. */
    public void parked(FileIdentity identity) {
        var assembly = assemblies.get(identity);
        if (assembly != null) {
            assembly.wrong().ifPresent(failure -> end(assembly, failure));
        }
    }

    private void drop(Assembly assembly) {
        try {
            assembly.finish();
        } catch (IOException e) {
            warn(assembly, e); // found by the next run, and known by then as arrived
        }
    }

    private static void warn(Assembly assembly, Exception e) {
        log.atWarn()
                .addKeyValue("file", assembly.identity().path())
                .addKeyValue("error", String.valueOf(e.getMessage()))
                .log("the staging folder refuses; tried again later");
    }

    private void spillQuietest() {
        assemblies.values().stream()
                .filter(assembly -> assembly.isInMemory() && assembly.whole().isEmpty())
                .min(Comparator.comparing(Assembly::last))
                .ifPresent(this::spill);
    }

    private void spillAll() {
        if (!parts.memory().isEmpty()) {
            assemblies.values().forEach(this::spill);
        }
    }

    private void spill(Assembly assembly) {
        try {
            assembly.spill();
        } catch (DeliveryException e) {
            warn(assembly, e);
        }
    }

    /** Does what time asks for: moves to disk what waits too long, drops what is of no use, delivers what nobody asks for. */
    public void tick() {
        Instant now = parts.clock().instant();
        boolean isStill = hasPassed(lastChunk, AssemblySettings.STANDSTILL, now);
        for (var assembly : assemblies.values()) {
            if (assembly.whole().isEmpty()) {
                look(assembly, isStill, now);
            } else if (hasPassed(assembly.last(), parts.settings().quiet(), now)) {
                spill(assembly);
            }
        }
        orphans.start();
    }

    private void look(Assembly assembly, boolean isStill, Instant now) {
        var settings = parts.settings();
        boolean isQuiet = hasPassed(assembly.last(), settings.quiet(), now);
        if (hasPassed(assembly.last(), settings.repeatQuiet(), now) && isOfNoUse(assembly)) {
            assemblies.remove(assembly.identity(), assembly);
            drop(assembly);
        } else if (assembly.isInMemory() && (isQuiet || isStill)) {
            spill(assembly);
        }
    }

    private boolean isOfNoUse(Assembly assembly) {
        FileVersion version = assembly.version();
        return assembly.isRepeat()
                || registry.last(version.path())
                        .filter(file -> file.isNewerThan(version.modified()))
                        .isPresent();
    }

    private static boolean hasPassed(Instant since, Duration duration, Instant now) {
        return Duration.between(since, now).compareTo(duration) >= 0;
    }

    /** Files of which some chunks are there, in no order. */
    public List<UnfinishedFile> unfinished() {
        return assemblies.values().stream().map(Assembly::unfinished).toList();
    }

    /** What of a partition is on disk here though its files are not complete: by file, where it was read. */
    public Map<FileIdentity, Stretch> staged(String topic, int partition) {
        var staged = new HashMap<FileIdentity, Stretch>();
        for (var assembly : assemblies.values()) {
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

    /** Begins to move everything to disk that waits in memory. */
    public void toDisk() {
        spillAll();
    }

    /** Drops what was staged here of a partition by itself, unless it is {@code wanted}: elsewhere it has arrived meanwhile. */
    public void dropStaged(String topic, int partition, Predicate<FileIdentity> wanted) {
        for (var assembly : List.copyOf(assemblies.values())) {
            var identity = assembly.identity();
            if (identity.topic().equals(topic) && assembly.isOnlyOf(partition) && !wanted.test(identity)) {
                assemblies.remove(identity, assembly);
                drop(assembly);
            }
        }
    }

    /** These partitions are read elsewhere from now on: what waits in memory of them is forgotten. */
    public void revoked(String topic, Collection<Integer> partitions) {
        assemblies.forEach((identity, assembly) -> {
            if (identity.topic().equals(topic) && assembly.forget(partitions)) {
                assemblies.remove(identity, assembly);
            }
        });
    }
}
