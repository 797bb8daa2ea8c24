package dev.waybill.files.assembly;

import dev.waybill.files.staging.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Records of one file that wait unsettled while their chunks are in memory. Not thread-safe: guarded by its {@link Assembly}. */
final class HeldRecords {
    private List<Held> held = new ArrayList<>();

    /** A record that waits. Its answer is never given under a lock. */
    record Held(int index, Piece piece, CompletableFuture<Optional<WholeFile>> answer) {
        /** Lets it be settled by itself, or fails it. */
        void end(@Nullable Throwable failure) {
            if (failure == null) {
                answer.complete(Optional.empty());
            } else {
                answer.completeExceptionally(failure);
            }
        }
    }

    /** One more; returns its answer. */
    CompletionStage<Optional<WholeFile>> add(int index, Piece piece) {
        var one = new Held(index, piece, new CompletableFuture<>());
        held.add(one);
        return one.answer();
    }

    /** All of them, which wait here no longer. */
    List<Held> takeAll() {
        var all = held;
        held = new ArrayList<>();
        return all;
    }

    /** Forgets those of partitions that are read elsewhere from now on. */
    void forget(Collection<Integer> partitions) {
        held.removeIf(one -> partitions.contains(one.piece().at().partition()));
    }
}
