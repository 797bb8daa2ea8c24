package dev.waybill.files.staging;

import static dev.waybill.failure.DeliveryException.unavailable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Keeps chunks for good, in groups: whatever came while one group was forced to disk is the next. Thread-safe.
 */
public final class Forcing {
    private final Executor executor;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean isStarted;

    /** @param executor runs one group after the other */
    public Forcing(Executor executor) {
        this.executor = executor;
    }

    private record Waiting(StagedFile file, String line, CompletableFuture<Void> kept) {}

    /** Completes once the chunk, whose data was written, is kept for good; exceptionally if the disk refuses. */
    public CompletionStage<Void> keep(StagedFile file, int index, Piece piece) {
        var kept = new CompletableFuture<Void>();
        boolean isFirst;
        synchronized (this) {
            waiting.add(new Waiting(file, StagedLine.of(index, piece), kept));
            isFirst = !isStarted;
            isStarted = true;
        }
        if (isFirst) {
            executor.execute(this::run);
        }
        return kept;
    }

    private void run() {
        for (var group = next(); !group.isEmpty(); group = next()) {
            Map<StagedFile, List<Waiting>> byFile = new LinkedHashMap<>();
            for (Waiting one : group) {
                byFile.computeIfAbsent(one.file(), f -> new ArrayList<>()).add(one);
            }
            byFile.forEach(Forcing::force);
        }
    }

    private synchronized List<Waiting> next() {
        var group = waiting;
        waiting = new ArrayList<>();
        isStarted = !group.isEmpty();
        return group;
    }

    private static void force(StagedFile file, List<Waiting> chunks) {
        try {
            file.force(chunks.stream().map(Waiting::line).toList());
            chunks.forEach(chunk -> chunk.kept().complete(null));
        } catch (IOException e) {
            var failure = unavailable("the staging folder takes nothing: " + e.getMessage(), e);
            chunks.forEach(chunk -> chunk.kept().completeExceptionally(failure));
        }
    }
}
