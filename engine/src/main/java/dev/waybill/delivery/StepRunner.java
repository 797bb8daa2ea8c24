package dev.waybill.delivery;

import static java.util.Objects.requireNonNull;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a piece, from the one it has reached on, until it comes back. Thread-safe. */
sealed class StepRunner permits TracedSteps {
    private final Stage[] stages;
    private final Map<Stage.Branches, List<Stage[]>> branches = new ConcurrentHashMap<>();
    private final Map<String, Object> checkpoints = new ConcurrentHashMap<>();
    private final Mailbox mailbox;
    private final Executor workers;
    private final Standby standby;

    StepRunner(List<Stage> stages, Mailbox mailbox, Executor workers, Standby standby) {
        this.stages = stages.toArray(Stage[]::new);
        this.mailbox = mailbox;
        this.workers = workers;
        this.standby = standby;
    }

    /** Begins an attempt. Returns how the piece came back; {@code AWAY} if it comes to the mailbox by itself. */
    Outcome run(Piece piece) {
        piece.began = piece.stage;
        return goOn(piece);
    }

    /** Runs the steps that are left of an attempt. */
    Outcome goOn(Piece piece) {
        if (piece instanceof Flight flight && flight.misplaced != null) {
            flight.failure = flight.misplaced;
            return Outcome.FAILED;
        }
        Object value = piece.value == null ? piece.root().record : piece.value;
        return run(chainOf(piece), piece.stage, value, piece, null, 0);
    }

    /** The same for the {@code i}-th record of {@code chunk}, which has no flight yet. */
    Outcome start(KafkaRecord record, Chunk chunk, int i) {
        return run(stages, 0, record, null, chunk, i);
    }

    /** The value that came by this checkpoint last, if any did. */
    Optional<Object> checkpoint(String name) {
        return Optional.ofNullable(checkpoints.get(name));
    }

    /** The steps that {@code piece} goes through. */
    Stage[] chainOf(Piece piece) {
        if (piece instanceof Part part) {
            return part.chain;
        }
        return piece instanceof Group group ? group.gathering.chain : stages;
    }

    /** Runs {@code piece}; where that is absent, the {@code i}-th of {@code chunk}, which gets a flight if it needs one. */
    private Outcome run(Stage[] chain, int from, Object input, @Nullable Piece piece, @Nullable Chunk chunk, int i) {
        int reached = from;
        Object value = input;
        try {
            for (; reached < chain.length; reached++) {
                Stage stage = chain[reached];
                if (stage instanceof Stage.Now now) {
                    Object made = answered(chain, reached, now.step().apply(value));
                    if (made == Stage.FILTERED) {
                        keep(piece, chunk, i, input, reached, value);
                        return Outcome.FILTERED;
                    }
                    value = made;
                } else if (stage instanceof Stage.Later later) {
                    CompletionStage<?> result =
                            answered(chain, reached, later.step().apply(value));
                    CompletableFuture<?> future = result.toCompletableFuture();
                    if (!hasArrived(future)) {
                        Piece away = keep(piece, chunk, i, input, reached, value);
                        result.whenComplete((late, thrown) -> arrived(away, late, thrown));
                        return Outcome.AWAY;
                    }
                    if (reached == chain.length - 1) {
                        return Outcome.DELIVERED; // a sink need not say more than that
                    }
                    value = answered(chain, reached, future.join());
                } else if (stage instanceof Stage.Scan scan) {
                    Piece scanned = keep(piece, chunk, i, input, reached, value);
                    value = answered(chain, reached, scanned.root().partition.scan(scan, value));
                } else if (stage instanceof Stage.Checkpoint checkpoint) {
                    checkpoints.put(checkpoint.name(), value);
                } else if (stage instanceof Stage.Gather) {
                    keep(piece, chunk, i, input, reached, value);
                    return Outcome.GATHERED;
                } else {
                    return runParts(split(chain, reached, value, keep(piece, chunk, i, input, reached, value)));
                }
            }
            return Outcome.DELIVERED;
        } catch (Throwable t) { // whatever a step throws is that record's failure, never the worker's end
            keep(piece, chunk, i, input, reached, value).failure = Failure.of(t);
            return Outcome.FAILED;
        }
    }

    /** The {@code answer} of a step. Throws if there is none: null stands for a value that is not made yet. */
    private <T> T answered(Stage[] chain, int step, @Nullable T answer) {
        if (answer == null) {
            throw new DeliveryException(noAnswer(chain, step));
        }
        return answer;
    }

    private Failure noAnswer(Stage[] chain, int step) {
        String name = (step == chain.length - 1 ? "the sink" : "step " + (step + 1))
                + (chain == stages ? "" : " of a branch");
        return new Failure(
                FailureClass.BUG,
                name + " answered null, expected a value; to end the pipeline for a record on purpose, use filter",
                null,
                null);
    }

    /** Writes down how far a piece got. */
    private static Piece keep(
            @Nullable Piece piece, @Nullable Chunk chunk, int i, Object input, int reached, Object value) {
        Piece kept = piece;
        if (kept == null) {
            kept = requireNonNull(chunk).flightOf(i, (KafkaRecord) input);
        }
        kept.stage = reached;
        kept.value = value;
        return kept;
    }

    private static boolean hasArrived(CompletableFuture<?> result) {
        return result.isDone() && !result.isCompletedExceptionally();
    }

    private Split split(Stage[] chain, int reached, Object value, Piece whole) {
        if (value instanceof Split before) {
            return before;
        }
        var split = new Split(whole);
        Stage stage = chain[reached];
        if (stage instanceof Stage.Each each) {
            for (Object part : answered(chain, reached, each.step().apply(value))) {
                split.add(new Part(split, chain, reached + 1, answered(chain, reached, part)));
            }
        } else if (stage instanceof Stage.Branches to) {
            for (Stage[] branch : branches.computeIfAbsent(to, StepRunner::arrays)) {
                split.add(new Part(split, branch, 0, value));
            }
        } else {
            throw new AssertionError(stage);
        }
        whole.value = split;
        return split;
    }

    private static List<Stage[]> arrays(Stage.Branches branches) {
        return branches.chains().stream()
                .map(chain -> chain.toArray(Stage[]::new))
                .toList();
    }

    private Outcome runParts(Split split) {
        for (Part part : split.begin()) {
            Outcome outcome = run(part);
            if (outcome == Outcome.GATHERED) {
                comeBack(part, outcome);
            } else if (outcome != Outcome.AWAY) {
                split.came(part, outcome);
            }
        }
        return split.started();
    }

    private void arrived(Piece piece, @Nullable Object value, @Nullable Throwable thrown) {
        var chain = chainOf(piece);
        if (thrown != null) {
            piece.failure = Failure.of(thrown);
            comeBack(piece, Outcome.FAILED);
        } else if (piece.stage == chain.length - 1) {
            comeBack(piece, Outcome.DELIVERED);
        } else if (value == null) {
            piece.failure = noAnswer(chain, piece.stage);
            comeBack(piece, Outcome.FAILED);
        } else {
            piece.value = value;
            piece.stage++;
            workers.execute(() -> comeBack(piece, goOn(piece)));
        }
    }

    /** {@code piece} has an outcome: the loop hears of it, or the whole that it is a part of. */
    void comeBack(Piece piece, Outcome outcome) {
        if (outcome == Outcome.AWAY) {
            return;
        }
        if (piece instanceof Part part && outcome != Outcome.GATHERED) {
            comeBack(part.split.whole, part.split.came(part, outcome));
            return;
        }
        piece.outcome = outcome;
        if (outcome == Outcome.DELIVERED && piece instanceof Flight flight && standby.startNext()) {
            arrived(flight);
        } else {
            mailbox.put(piece); // after a failure the loop decides what goes on
        }
    }

    /** The place of {@code flight} is taken already; the loop is in a hurry only if others may wait behind it. */
    private void arrived(Flight flight) {
        if (flight.lane == Lanes.NONE) {
            mailbox.putQuietly(flight);
        } else {
            mailbox.put(flight);
        }
    }
}
