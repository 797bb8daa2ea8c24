package dev.waybill.files.assembly;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.chunk.FileIdentity;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of which some chunks are there, each once by its identity. A disk that refuses to forget one is warned of: the next
 * run finds it again. Thread-safe.
 */
final class Assemblies {
    private static final Logger log = LoggerFactory.getLogger(Assemblies.class);

    private final Map<FileIdentity, Assembly> byIdentity = new ConcurrentHashMap<>();
    private final Memory memory;

    /** {@code memory} is what all of them have in memory. */
    Assemblies(Memory memory) {
        this.memory = memory;
    }

    void add(Assembly assembly) {
        byIdentity.put(assembly.identity(), assembly);
    }

    Optional<Assembly> find(FileIdentity identity) {
        return Optional.ofNullable(byIdentity.get(identity));
    }

    Assembly findOrBegin(FileIdentity identity, Function<FileIdentity, Assembly> begin) {
        return byIdentity.computeIfAbsent(identity, begin);
    }

    Collection<Assembly> all() {
        return byIdentity.values();
    }

    void remove(Assembly assembly) {
        byIdentity.remove(assembly.identity(), assembly);
    }

    /** Ends one whose file has arrived, or is of no use. */
    void drop(Assembly assembly) {
        remove(assembly);
        try {
            assembly.finish();
        } catch (IOException e) {
            warn(assembly, e);
        }
    }

    /** Ends one whose file can never be delivered. */
    void fail(Assembly assembly, DeliveryException failure) {
        remove(assembly);
        try {
            assembly.fail(failure);
        } catch (IOException e) {
            warn(assembly, e);
        }
    }

    /** Ends one that was parked, unless a chunk has come since it was {@code seen}; says whether it did. */
    boolean dropIdle(Assembly assembly, IdleFile seen) {
        try {
            boolean isEnded = assembly.endIfIdle(seen);
            if (isEnded) {
                remove(assembly);
            }
            return isEnded;
        } catch (IOException e) {
            warn(assembly, e);
            return false;
        }
    }

    void spill(Assembly assembly) {
        try {
            assembly.spill();
        } catch (DeliveryException e) {
            warn(assembly, e);
        }
    }

    void spillAll() {
        if (!memory.isEmpty()) {
            all().forEach(this::spill);
        }
    }

    /** Those that lack chunks: the others are on their way, and gone soon. */
    void spillUnfinished() {
        all().stream().filter(Assemblies::isWaiting).forEach(this::spill);
    }

    private static boolean isWaiting(Assembly assembly) {
        return assembly.isInMemory() && assembly.whole().isEmpty();
    }

    void spillQuietest() {
        all().stream()
                .filter(Assemblies::isWaiting)
                .min(Comparator.comparing(Assembly::last))
                .ifPresent(this::spill);
    }

    private static void warn(Assembly assembly, Exception e) {
        log.atWarn()
                .addKeyValue("file", assembly.identity().path())
                .addKeyValue("error", String.valueOf(e.getMessage()))
                .log("the staging folder refuses; tried again later");
    }
}
