package dev.waybill.delivery;

import dev.waybill.delivery.Piece.Outcome;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.time.Time;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The steps of a pipeline at which pieces are gathered. Confined to the loop's thread. */
final class Gatherings {
    private static final Failure OVER =
            DeliveryException.retriable("its partition is gone", null).failure();

    private final IdentityHashMap<Stage, Gathering> byStage = new IdentityHashMap<>();
    private final StepRunner steps;
    private final Places places;
    private final Executor workers;
    private final Time time;

    Gatherings(StepRunner steps, Places places, Executor workers, Time time) {
        this.steps = steps;
        this.places = places;
        this.workers = workers;
        this.time = time;
    }

    /** {@code piece} has come to a step that gathers; forgotten there if it is not to be started any more. */
    void join(Piece piece) {
        if (piece.root().partition.isOver()) {
            giveBack(piece);
            return;
        }
        Stage[] chain = steps.chainOf(piece);
        byStage.computeIfAbsent(chain[piece.stage], stage -> new Gathering(chain, piece.stage, time))
                .join(piece);
    }

    /** Starts the groups whose turn it is. Returns whether there was room for all of them. */
    boolean start() {
        byStage.values().forEach(Gathering::closeOld);
        boolean isRoomForAll = places.areAny();
        if (isRoomForAll) {
            for (Gathering gathering : byStage.values()) {
                isRoomForAll &= gathering.start(this::start);
            }
        }
        return isRoomForAll;
    }

    private boolean start(Group group) {
        if (!places.take(group)) {
            return false;
        }
        workers.execute(() -> steps.comeBack(group, steps.run(group)));
        return true;
    }

    /** Lets all that is gathered go on as it is. */
    void closeAll() {
        byStage.values().forEach(Gathering::close);
    }

    /** The same, where anything of a partition that is to be given up is among it. */
    void closeLeaving() {
        byStage.values().forEach(Gathering::closeLeaving);
    }

    /** Forgets what is not started and not to be started any more; parts of a record go back to their whole. */
    void removeOver() {
        byStage.values().forEach(gathering -> gathering.removeOver().forEach(this::giveBack));
    }

    private void giveBack(Piece piece) {
        if (piece instanceof Group group) {
            group.members().forEach(this::giveBack);
        } else if (piece instanceof Part part) {
            part.failure = OVER;
            steps.comeBack(part, Outcome.FAILED);
        }
    }

    int waiting() {
        return byStage.values().stream().mapToInt(Gathering::waiting).sum();
    }

    /** Shows each record, or part of one, that is gathered and not started. */
    void forEachWaiting(Consumer<Piece> shown) {
        byStage.values().forEach(gathering -> gathering.forEachWaiting(shown));
    }

    boolean isAnyStarted() {
        return byStage.values().stream().anyMatch(Gathering::isAnyStarted);
    }
}
