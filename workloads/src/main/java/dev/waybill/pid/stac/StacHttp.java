package dev.waybill.pid.stac;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One HTTP exchange with the STAC API. Fails, rather than waits, when it takes too long or the answer is too long. */
@FunctionalInterface
interface StacHttp {
    /** GET where there is no body, else POST of that JSON. */
    record Question(URI uri, Optional<String> body) {}

    /** What came back; {@code retryAfter} is the header of that name. */
    record Answer(int status, Optional<String> retryAfter, String body) {}

    CompletionStage<Answer> exchange(Question question);
}
