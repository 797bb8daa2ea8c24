package dev.waybill.cli.pid;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for answers, and lets their failures out as they are. */
final class Answers {
    private Answers() {}

    static <T> T of(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
