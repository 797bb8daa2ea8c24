package dev.waybill.files.assembly;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.registry.ReceivedRegistry;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Delivers whole files: of one path, one after the other. Thread-safe. */
final class Delivering {
    private final Assemblies assemblies;
    private final FileSink sink;
    private final ReceivedRegistry registry;
    private final InstantSource clock;
    private final Executor executor;
    private final PathLocks paths = new PathLocks();

    /** @param executor runs deliveries, each of which holds its thread */
    Delivering(
            Assemblies assemblies, FileSink sink, ReceivedRegistry registry, InstantSource clock, Executor executor) {
        this.assemblies = assemblies;
        this.sink = sink;
        this.registry = registry;
        this.clock = clock;
        this.executor = executor;
    }

    /** The delivery of a file all of whose chunks are there; nothing is done yet. */
    WholeFile of(Assembly assembly) {
        var finishing = new Finishing(assembly, sink, registry, clock);
        return new WholeFile(executor, () -> paths.run(assembly.identity(), () -> attempt(assembly, finishing)));
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
            assemblies.spillAll();
            throw e;
        }
        assemblies.drop(assembly); // if the disk refuses, the next run knows it as arrived
    }

    private void failed(Assembly assembly, Finishing finishing, DeliveryException e) {
        boolean isPoison = e.failure().failureClass() == FailureClass.POISON;
        if (!isPoison) {
            assemblies.spillAll(); // records that wait in memory must not wait for a sink that is away
        } else if (assembly.isInMemory()) {
            assemblies.fail(assembly, e);
        } else if (finishing.isWrong()) {
            assembly.wrong(e);
        }
    }
}
