package dev.waybill.files.assembly;

import dev.waybill.failure.DeliveryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place for files that keeps the last content of each path, and refuses what it is told to. Used by one thread. */
final class KeptFiles implements FileSink {
    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<String> deliveries = new ArrayList<>();
    private Function<AssembledFile, @Nullable DeliveryException> refusal = file -> null;

    void refuse(Function<AssembledFile, @Nullable DeliveryException> with) {
        refusal = with;
    }

    void down() {
        refusal = file -> DeliveryException.retriable("the sink answers 500", null);
    }

    void heal() {
        refusal = file -> null;
    }

    byte[] content(String path) {
        return contents.getOrDefault(path, new byte[0]);
    }

    /** The path of each delivery, in that order. */
    List<String> deliveries() {
        return deliveries;
    }

    @Override
    public Delivery delivery(AssembledFile file) {
        return () -> {
            var refused = refusal.apply(file);
            if (refused != null) {
                throw refused;
            }
            try (var in = file.content().from(0)) {
                contents.put(file.identity().path().toString(), in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            deliveries.add(file.identity().path().toString());
        };
    }
}
