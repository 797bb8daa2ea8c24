package dev.waybill.guarantee;

import dev.waybill.delivery.DeliveryLoop;
import dev.waybill.delivery.Surroundings;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemorySource;
import dev.waybill.testkit.MemoryTopics;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** One process of a simulated run: a real loop, with threads that are none. Used by one thread. */
final class Member {
    static final String UNDECODABLE = "undecodable";
    static final String UNWANTED = "unwanted";
    private static final int PER_THOUSAND_TICKS = 100;
    private static final int PER_THOUSAND_KILLS = 1;

    final String name;
    final MemorySource source;
    private final MemberWitness witness;
    private final Shuffled workers;
    private final Shuffled parking;
    private final Shuffled lookups;
    private final SimulatedSink sink;
    private final Random random;
    private final DeliveryLoop loop;
    private final int percentAtOnce;
    private int storeRefusals;
    private boolean isTicking;
    private boolean isStopping;

    Member(
            String name,
            Circumstances with,
            MemoryTopics topics,
            SimulatedSink sink,
            History history,
            ManualTime time,
            Random random) {
        this.name = name;
        this.source = topics.member();
        this.witness = new MemberWitness(history, name);
        this.sink = sink;
        this.random = random;
        this.percentAtOnce = with.percentAtOnce();
        this.workers = new Shuffled(random);
        this.parking = new Shuffled(random);
        this.lookups = new Shuffled(random);
        source.perPoll(with.perPoll());
        source.whenRead(witness::read);
        this.loop = pipeline(with, topics)
                .loop(new WatchedSource(source, witness), new Surroundings(time, random, workers, parking));
        loop.start();
    }

    private Pipeline pipeline(Circumstances with, MemoryTopics topics) {
        FailureStore failures = this::park;
        var steps = Pipeline.from(topics)
                .named(name)
                .ordered(with.ordering())
                .within(with.limits())
                .retrying(with.retry())
                .parkingIn(failures)
                .breaking(with.pipeline().breaker())
                .whenGivenUp(with.pipeline().whenGivenUp())
                .map(this::decode)
                .filter(this::isWanted)
                .mapAsync(this::lookUp);
        return switch (with.pipeline().form()) {
            case PLAIN -> steps.to(record -> deliver(sink, new Together(witness, List.of(record))));
            case BATCH ->
                steps.batch(with.pipeline().batch(), with.pipeline().batchWait())
                        .to(records -> deliver(sink, new Together(witness, records)));
            case FLAT_MAP -> steps.flatMap(this::parts).to(part -> deliver(sink, part));
            case BRANCH ->
                steps.map(record -> new Forked(new Whole(witness, record, isRare(record) ? 2 : 1), isRare(record)))
                        .branch(
                                first -> first.to(forked -> deliver(sink, forked.whole.part(0, "sink"))),
                                second -> second.filter(Forked::isRare)
                                        .to(forked -> deliver(sink.second(), forked.whole.part(1, "second"))));
        };
    }

    /** A worker's call; before it, in the middle of the worker's task, the loop may get on, or the process may end. */
    private CompletionStage<?> deliver(SimulatedSink to, Load load) {
        int dice = random.nextInt(1_000);
        if (dice < PER_THOUSAND_KILLS) {
            sink.kill(witness);
            sink.second().kill(witness);
        } else if (dice < PER_THOUSAND_KILLS + PER_THOUSAND_TICKS && !isTicking && !isStopping && !isDoomed()) {
            tick();
        }
        return to.deliver(load);
    }

    /** A record that goes to the first sink, and, if it is rare, to the second. */
    private record Forked(Whole whole, boolean isRare) {}

    private static boolean isRare(KafkaRecord record) {
        return record.offset() % 4 == 0;
    }

    private List<Load> parts(KafkaRecord record) {
        int parts = 1 + (int) (record.offset() % 3);
        var whole = new Whole(witness, record, parts);
        return IntStream.range(0, parts).mapToObj(i -> whole.part(i, "sink")).toList();
    }

    private KafkaRecord decode(KafkaRecord record) {
        if (SimulatedSink.value(record).startsWith(UNDECODABLE) && !sink.isMended()) {
            throw witness.refused(record, DeliveryException.poison("no such format"));
        }
        return record;
    }

    private boolean isWanted(KafkaRecord record) {
        boolean isWanted = !SimulatedSink.value(record).startsWith(UNWANTED);
        if (!isWanted) {
            witness.filtered(record);
        }
        return isWanted;
    }

    private CompletionStage<KafkaRecord> lookUp(KafkaRecord record) {
        if (random.nextInt(100) < percentAtOnce) {
            return CompletableFuture.completedFuture(record);
        }
        var later = new CompletableFuture<KafkaRecord>();
        lookups.execute(() -> later.complete(record));
        return later;
    }

    private void park(List<ParkedRecord> records) throws IOException {
        if (storeRefusals > 0) {
            storeRefusals--;
            throw new IOException("disk full");
        }
        records.forEach(parked -> witness.parked(parked.record()));
    }

    void refuseToPark(int times) {
        storeRefusals = times;
    }

    /** Lets its threads get on with something. */
    void stir() {
        lookups.stir();
        workers.stir();
        parking.stir();
    }

    /** One tick; returns false once it has ended. */
    boolean tick() {
        isTicking = true;
        boolean goesOn = loop.tick();
        isTicking = false;
        witness.saw(Kind.SAMPLED, Event.held(loop.stats()));
        return goesOn;
    }

    void stop() {
        isStopping = true;
        loop.stop();
    }

    /** It has ended: what it read is free. */
    void ended() {
        source.assignment().forEach(p -> witness.saw(Kind.RELEASED, p, 0, ""));
    }

    /** Whether it has ended in the middle of what it was doing; for one, because a record ended it. */
    boolean isDoomed() {
        return sink.hasKilled(witness) || sink.second().hasKilled(witness);
    }

    /** Gone, from one moment to the next. */
    void kill() {
        witness.saw(Kind.KILLED, "");
        lookups.clear();
        workers.clear();
        parking.clear();
        sink.hangUp(witness);
    }
}
