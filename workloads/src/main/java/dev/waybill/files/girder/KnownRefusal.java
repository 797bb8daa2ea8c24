package dev.waybill.files.girder;

import static dev.waybill.failure.FailureClass.MISCONFIGURED;
import static dev.waybill.failure.FailureClass.UNAVAILABLE;

import dev.waybill.failure.FailureClass;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refusals that are not the request's fault, though Girder answers 400 to them as to any other. It gives nothing but
 * words to tell them by.
 */
enum KnownRefusal {
    WRONG_KEY("Invalid API key", MISCONFIGURED, "check the Girder API key"),
    SMALL_CHUNK("Chunk is smaller than the minimum size", MISCONFIGURED, "raise the size of a chunk"),
    NO_SPACE("Assetstore is unavailable", UNAVAILABLE, "its store has no space, or is away");

    private final String words;
    private final FailureClass failureClass;
    private final String advice;

    KnownRefusal(String words, FailureClass failureClass, String advice) {
        this.words = words;
        this.failureClass = failureClass;
        this.advice = advice;
    }

    static Optional<KnownRefusal> of(GirderAnswer answer) {
        return Stream.of(values())
                .filter(known -> answer.status() == 400 && answer.message().startsWith(known.words))
                .findFirst();
    }

    FailureClass failureClass() {
        return failureClass;
    }

    String advice() {
        return advice;
    }
}
