package dev.waybill.guarantee;

import dev.waybill.testkit.ManualTime;
import dev.waybill.testkit.MemoryTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * The consumer group of a simulated run: who is in it, who reads what, and what is done to them. A partition goes to
 * another member only when the one before has let go of it, is dead, or is taken for dead. Used by one thread.
 */
final class Group {
    private static final int MOST_MEMBERS = 3;

    private final Circumstances with;
    private final MemoryTopics topics;
    private final SimulatedSink sink;
    private final History history;
    private final ManualTime time;
    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final List<Member> leaving = new ArrayList<>();
    private final Map<TopicPartition, Member> readers = new HashMap<>();
    private final Set<TopicPartition> asked = new LinkedHashSet<>();
    private int born;

    Group(
            Circumstances with,
            MemoryTopics topics,
            SimulatedSink sink,
            History history,
            ManualTime time,
            Random random) {
        this.with = with;
        this.topics = topics;
        this.sink = sink;
        this.history = history;
        this.time = time;
        this.random = random;
    }

    void join() {
        if (members.size() < MOST_MEMBERS) {
            members.add(new Member("member" + ++born, with, topics, sink, history, time, random));
        }
    }

    boolean isEmpty() {
        return members.isEmpty() && leaving.isEmpty();
    }

    boolean hasMembers() {
        return !members.isEmpty();
    }

    Member any() {
        return members.get(random.nextInt(members.size()));
    }

    /** Gives partitions that nobody reads to somebody. */
    void assignFree() {
        for (TopicPartition partition : sorted()) {
            var reader = readers.get(partition);
            if (reader != null
                    && asked.contains(partition)
                    && !reader.source.assignment().contains(partition)) {
                asked.remove(partition);
                readers.remove(partition);
                reader = null;
            }
            if (reader == null && !members.isEmpty()) {
                var next = any();
                readers.put(partition, next);
                next.source.assign(List.of(partition));
            }
        }
    }

    /** What nobody reads. */
    List<TopicPartition> unread() {
        return sorted().stream().filter(p -> !readers.containsKey(p)).toList();
    }

    private List<TopicPartition> sorted() {
        return topics.partitions().stream()
                .sorted((a, b) -> a.partition() - b.partition())
                .toList();
    }

    /** Asks one reader to let go of one partition; it may get it back. */
    void takeOneAway() {
        var partition = sorted().get(random.nextInt(Circumstances.PARTITIONS));
        var reader = readers.get(partition);
        if (reader != null && reader.source.assignment().contains(partition) && asked.add(partition)) {
            reader.source.revoke(List.of(partition));
        }
    }

    /** Takes a member for dead that is not; it hears of that later. */
    void expelOne() {
        var member = any();
        forget(member);
        member.source.lose();
    }

    void killOne() {
        kill(any());
    }

    private void kill(Member member) {
        members.remove(member);
        leaving.remove(member);
        forget(member);
        member.kill();
    }

    void stopOne() {
        var member = any();
        members.remove(member);
        leaving.add(member);
        member.stop();
    }

    /** Ends a member as it wants to be ended, and starts another. */
    void restartOne() {
        stopOne();
        join();
    }

    void stopAll() {
        leaving.addAll(members);
        members.forEach(Member::stop);
        members.clear();
    }

    /** Lets every thread of every member get on. */
    void stir() {
        members.forEach(Member::stir);
        leaving.forEach(Member::stir);
    }

    /** One tick of those members that get to it, at least {@code percent} of a hundred. */
    void tick(int percent) {
        Stream.concat(members.stream(), leaving.stream())
                .filter(Member::isDoomed)
                .toList()
                .forEach(this::kill);
        for (Member member : List.copyOf(members)) {
            if (random.nextInt(100) < percent) {
                member.tick();
            }
        }
        for (Member member : List.copyOf(leaving)) {
            if (random.nextInt(100) < percent && !member.tick()) {
                leaving.remove(member);
                member.ended();
                forget(member);
            }
        }
    }

    private void forget(Member member) {
        asked.removeIf(p -> readers.get(p) == member);
        readers.values().removeIf(reader -> reader == member);
    }
}
