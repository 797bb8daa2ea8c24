package dev.waybill.files.assembly;

import static dev.waybill.failure.DeliveryException.poison;
import static dev.waybill.failure.DeliveryException.retriable;
import static dev.waybill.failure.DeliveryException.unavailable;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.chunk.FileVersion;
import dev.waybill.files.chunk.Sha512;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.registry.ReceivedRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last part of a file's way: its hash is compared, it is delivered, and noted as arrived. Used by one thread at a time;
 * what it remembers between attempts is the delivery's.
 */
final class Finishing {
    private static final Logger log = LoggerFactory.getLogger(Finishing.class);
    private static final int SHOWN_DIGITS = 16;

    private final Assembly assembly;
    private final FileSink sink;
    private final ReceivedRegistry registry;
    private final InstantSource clock;
    private FileSink.@Nullable Delivery delivery;
    private volatile boolean isWrong;

    Finishing(Assembly assembly, FileSink sink, ReceivedRegistry registry, InstantSource clock) {
        this.assembly = assembly;
        this.sink = sink;
        this.registry = registry;
        this.clock = clock;
    }

    /** Whether the bytes were found not to be those that the chunks promise. */
    boolean isWrong() {
        return isWrong;
    }

    /** Returns when the file has arrived. */
    void run() {
        FileVersion version = assembly.version();
        var path = assembly.identity().path();
        Optional<DeliveredFile> before = registry.last(path);
        if (before.filter(file -> file.isNewerThan(version.modified())).isPresent()
                && !before.get().isVersion(version.hash(), version.modified())) {
            log.atInfo().addKeyValue("file", path).log("a newer version has arrived already; this one is left out");
            return;
        }
        deliver(version);
        var arrived = assembly.unfinished();
        try {
            registry.add(new DeliveredFile(
                    path,
                    Optional.of(version.hash()),
                    version.modified(),
                    version.chunks(),
                    arrived.first(),
                    clock.instant()));
        } catch (IOException e) {
            throw unavailable("the registry takes nothing: " + e.getMessage(), e);
        }
    }

    private void deliver(FileVersion version) {
        var known = delivery;
        if (known == null) {
            compare(version);
            known = sink.delivery(new AssembledFile(assembly.identity(), version, assembly));
            delivery = known;
        }
        try {
            known.deliver();
        } catch (DeliveryException e) {
            if (e.failure().failureClass() == FailureClass.POISON) {
                delivery = null; // should it come again, all is looked at anew
            }
            throw e;
        }
    }

    private void compare(FileVersion version) {
        Sha512 found;
        try {
            found = assembly.hash();
        } catch (IOException e) {
            throw retriable(assembly + ": cannot be read from the staging folder: " + e.getMessage(), e);
        }
        if (!found.equals(version.hash())) {
            isWrong = true;
            throw poison(assembly + ": all " + version.chunks() + " chunks are there, but together their SHA-512 is "
                    + found.hex().substring(0, SHOWN_DIGITS) + "…, and they promise "
                    + version.hash().hex().substring(0, SHOWN_DIGITS) + "…; the file has to be sent anew");
        }
    }
}
