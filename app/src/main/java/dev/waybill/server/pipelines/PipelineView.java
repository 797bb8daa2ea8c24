package dev.waybill.server.pipelines;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one process and its pipeline.
 *
 * @param answer its last; absent where it has not answered yet
 * @param silence why it does not answer now; absent while it does
 * @param samples of the last five minutes, one a second, the oldest first
 */
public record PipelineView(
        Target target, Optional<Answer> answer, Optional<Silence> silence, ProcessFacts facts, List<Sample> samples) {
    /** A time without an answer, and what came instead. */
    public record Silence(Instant since, String reason) {}

    /** The name of its pipeline; that of its process, as long as that has not said it. */
    public String name() {
        return answer.map(Answer::pipeline)
                .or(() -> target.presence().map(p -> p.pipeline()))
                .orElse(target.id());
    }

    /** {@code silent}, or what it says. */
    public String state() {
        return silence.isPresent() ? "silent" : answer.map(Answer::state).orElse("starting");
    }

    /** Whether somebody should look at it. */
    public boolean isTrouble() {
        return silence.isPresent()
                || answer.filter(a -> a.isBlocked()
                                || !a.breaker().isClosed()
                                || a.state().equals("misconfigured"))
                        .isPresent();
    }

    /** How long it has not moved, or not answered, at {@code now}. */
    public Duration troubledFor(Instant now) {
        return silence.map(s -> Duration.between(s.since(), now))
                .or(() -> answer.map(Answer::blockedFor))
                .orElse(Duration.ZERO);
    }

    /** The last sample. */
    public Optional<Sample> latest() {
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }
}
