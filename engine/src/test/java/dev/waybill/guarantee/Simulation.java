package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;

import dev.waybill.failure.FailurePolicy;
import dev.waybill.guarantee.Event.Kind;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import dev.waybill.testkit.KeptCommit;
import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;

/**
 * One run of real loops in virtual time, to which everything happens at once: completions in any order, poison, outages,
 * rebalances, refused commits, kills, records that kill, gaps in the log. The same seed gives the same run. Used by one thread.
 */
final class Simulation {
    private static final String TOPIC = "t";
    private static final int LONGEST_CALM = 4_000;

    private final Random random;
    private final Circumstances with;
    private final ManualTime time = new ManualTime();
    private final History history = new History(time::nanos);
    private final MemoryTopics topics = MemoryTopics.of(TOPIC, Circumstances.PARTITIONS);
    private final SimulatedSink sink;
    private final Group group;
    private int produced;

    private Simulation(long seed) {
        random = new Random(seed);
        with = Circumstances.drawnFrom(random);
        sink = new SimulatedSink(random, with);
        group = new Group(with, topics, sink, history, time, random);
    }

    /** Runs it; returns what broke a rule. */
    static List<String> violations(long seed) {
        var run = new Simulation(seed);
        var found = new ArrayList<String>();
        try {
            run.run();
        } catch (RuntimeException | AssertionError e) {
            found.add("Crash: " + e + " at " + e.getStackTrace()[0]);
        }
        found.addAll(Rule.judge(run.history, run.with.rules()));
        return found;
    }

    /** The same run, as a history to look at. */
    static History history(long seed) {
        var run = new Simulation(seed);
        run.run();
        return run.history;
    }

    private void run() {
        time.after(ofMillis(1), this::stir);
        produce(with.records() / 2);
        group.join();
        for (int i = 0; i < with.steps(); i++) {
            disturb();
            step(70);
        }
        calm();
    }

    private void stir() {
        group.stir();
        sink.stir();
        time.after(ofMillis(1 + random.nextInt(8)), this::stir);
    }

    private void step(int percent) {
        group.assignFree();
        time.advance(ofMillis(random.nextInt((int) Circumstances.LONGEST_STEP.toMillis())));
        group.tick(percent);
    }

    private void disturb() {
        if (!group.hasMembers()) {
            group.join();
        }
        int dice = random.nextInt(200);
        if (dice < 20 && produced < with.records()) {
            produce(1 + random.nextInt(10));
        } else if (dice < 24) {
            outage(!sink.isDown());
        } else if (dice < 28) {
            group.any().source.refuseCommits(1 + random.nextInt(3));
        } else if (dice < 32) {
            group.any().source.commitsTake(1 + random.nextInt(5));
        } else if (dice < 36) {
            group.any().refuseToPark(1 + random.nextInt(3));
        } else if (dice < 42) {
            group.takeOneAway();
        } else if (dice < 45) {
            group.expelOne();
        } else if (dice < 48) {
            group.killOne();
            if (random.nextInt(3) == 0) {
                meddle();
            }
        } else if (dice < 50) {
            group.stopOne();
        } else if (dice < 53) {
            group.join();
        } else if (dice < 56 && !sink.isDown()) {
            sink.second().down(!sink.second().isDown());
        }
    }

    /** Somebody else writes into the commit of a partition that nobody reads. */
    private void meddle() {
        for (TopicPartition partition : group.unread()) {
            long position = topics.kept(partition).map(KeptCommit::position).orElse(0L);
            String metadata = foreignMetadata(partition, position);
            topics.commit(partition, position, metadata);
            history.add(Kind.COMMIT_KEPT, "", new Position(TOPIC, partition.partition(), position), "");
        }
    }

    /** What was once said of another partition, or of another position; or what no pipeline says. */
    private String foreignMetadata(TopicPartition partition, long position) {
        boolean isOfThisPartition = random.nextBoolean();
        var others = topics.commits().stream()
                .filter(c -> c.member() > 0 && c.partition().equals(partition) == isOfThisPartition)
                .filter(c -> c.position() != position || !isOfThisPartition)
                .toList();
        return others.isEmpty()
                ? "checked by hand"
                : others.get(random.nextInt(others.size())).metadata();
    }

    private void outage(boolean begins) {
        sink.down(begins);
        history.add(begins ? Kind.OUTAGE_BEGAN : Kind.OUTAGE_ENDED, "", null, "");
    }

    /** Everything heals; what is there has to arrive. */
    private void calm() {
        produce(with.records() - produced);
        for (TopicPartition partition : topics.partitions()) {
            topics.leaveGap(TOPIC, partition.partition(), random.nextInt(1 + with.widestGap()));
        }
        if (sink.isDown()) {
            outage(false);
        }
        sink.calmDown();
        if (!with.pipeline().parks()) {
            sink.mend();
        }
        for (int i = 1; i <= LONGEST_CALM && !topics.hasNoLag(); i++) {
            if (!group.hasMembers()) {
                group.join();
            }
            if (i % 40 == 0 && with.pipeline().whenGivenUp() == FailurePolicy.STOP) {
                group.takeOneAway(); // whoever gets it begins anew
            }
            if (i % 120 == 0 && !with.pipeline().parks()) {
                group.restartOne(); // whoever reads on tries even what ended a process
            }
            step(100);
        }
        group.stopAll();
        for (int i = 0; i < LONGEST_CALM && !group.isEmpty(); i++) {
            step(100);
        }
        for (TopicPartition partition : topics.partitions()) {
            var end = new Position(TOPIC, partition.partition(), topics.end(partition));
            history.add(Kind.LOG_ENDS, "", end, "");
        }
    }

    private void produce(int count) {
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(with.hasManyKeys() ? 1 : Circumstances.PARTITIONS);
            if (random.nextInt(4) == 0) {
                topics.leaveGap(TOPIC, partition, random.nextInt(1 + with.widestGap()));
            }
            var record = record(partition);
            topics.put(record);
            produced++;
            history.add(Kind.PRODUCED, "", record.position(), Event.content(record));
        }
    }

    private KafkaRecord record(int partition) {
        long offset = topics.end(new TopicPartition(TOPIC, partition));
        byte[] key = random.nextInt(12) == 0 ? null : ("key" + random.nextInt(with.keys())).getBytes(UTF_8);
        byte[] value = random.nextInt(30) == 0 ? null : (what() + " " + produced).getBytes(UTF_8);
        var headers = random.nextInt(5) == 0
                ? List.of(new Header("trace", new byte[] {1, (byte) produced}))
                : List.<Header>of();
        return new KafkaRecord(TOPIC, partition, offset, 0, key, value, headers, 0);
    }

    private String what() {
        if (random.nextInt(100) < with.percentKillers()) {
            return SimulatedSink.KILLER;
        }
        int dice = random.nextInt(100);
        if (dice < 3) {
            return SimulatedSink.POISON;
        }
        if (dice < 6) {
            return SimulatedSink.BROKEN;
        }
        if (dice < 9) {
            return Member.UNDECODABLE;
        }
        return dice < 15 ? Member.UNWANTED : "record";
    }
}
