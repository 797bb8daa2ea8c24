package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.waybill.guarantee.Event.Kind;
import dev.waybill.local.LocalProcess;
import dev.waybill.pipeline.GroupLog;
import dev.waybill.pipeline.TestTopic;
import dev.waybill.record.KafkaRecord;
import dev.waybill.record.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real broker, a system of record, and workers in processes of their own; and the one record of what happens there, by
 * whoever knows it first hand: the producer what was produced, the workers what they did, the system of record what has
 * arrived, the broker what was committed. Used by one thread.
 */
final class Testbed implements AutoCloseable {
    private static final int KEYS = 40;

    /** How long nothing more may be committed before it counts as a standstill, however busy the machine is. */
    private static final Duration STANDSTILL = ofSeconds(60);

    private final Path folder;
    private final String data;
    private final StormPlan plan;
    private final History outside = new History(System::nanoTime);
    private final ScheduledExecutorService sending = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();
    private final TestTopic topic;
    private final KafkaProducer<String, String> producer;
    private final Admin admin;
    private LocalProcess broker;
    final StormServer server;
    final Workers workers;

    /** @param classPath where the workers find the engine */
    Testbed(Path folder, StormPlan plan, long seed, String classPath) throws Exception {
        this.folder = folder;
        this.plan = plan;
        this.data = folder.resolve("broker").toString();
        this.broker = LocalProcess.start("--only", "kafka", "--data-dir", data);
        this.topic = new TestTopic(broker.bootstrapServers());
        this.producer = topic.producer(Map.of());
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.server = new StormServer(outside, seed);
        this.workers =
                new Workers(plan, broker.bootstrapServers(), topic.name, server.uri(), folder, outside, classPath);
        quickenGroup();
    }

    /** Under the consumer protocol the broker keeps the times, by group. */
    private void quickenGroup() throws ExecutionException, InterruptedException {
        var group = new ConfigResource(ConfigResource.Type.GROUP, topic.name);
        var changes = new ArrayList<AlterConfigOp>();
        Map.of("consumer.heartbeat.interval.ms", 500L, "consumer.session.timeout.ms", StormPlan.SESSION.toMillis())
                .forEach((name, millis) ->
                        changes.add(new AlterConfigOp(new ConfigEntry(name, Long.toString(millis)), OpType.SET)));
        admin.incrementalAlterConfigs(Map.of(group, changes)).all().get();
    }

    /** From now on sends a record every so many milliseconds, whose value is what {@code value} says of its number. */
    void sendEvery(int millis, IntFunction<String> value) {
        sendEvery(millis, Integer.MAX_VALUE, value);
    }

    /** The same, but never so many that more than {@code ahead} have yet to arrive: what is slow has no more to do for it. */
    void sendEvery(int millis, int ahead, IntFunction<String> value) {
        Runnable next = () -> {
            if (sent() - server.taken() < ahead) {
                send(value);
            }
        };
        var unused = sending.scheduleAtFixedRate(next, 0, millis, MILLISECONDS);
    }

    private void send(IntFunction<String> value) {
        int number = sent.getAndIncrement();
        var record = new ProducerRecord<>(topic.name, "key" + number % KEYS, value.apply(number));
        var unused = producer.send(record, (at, problem) -> {
            var kind = problem == null ? Kind.PRODUCED : Kind.REFUSED;
            var position = problem == null ? new Position(at.topic(), at.partition(), at.offset()) : null;
            outside.add(kind, "producer", position, problem == null ? content(record) : problem.toString());
        });
    }

    private static String content(ProducerRecord<String, String> record) {
        byte[] key = record.key().getBytes(UTF_8);
        byte[] value = record.value().getBytes(UTF_8);
        return Event.content(KafkaRecord.of(record.topic(), 0, 0, key, value));
    }

    /** Records that were sent so far. */
    int sent() {
        return sent.get();
    }

    /** How many deliveries of a worker have arrived. */
    int arrivals(String worker) {
        return (int) outside.events().stream()
                .filter(e -> e.is(Kind.ARRIVED) && e.process().equals(worker))
                .count();
    }

    /** As {@code kill -9} does; it comes back with all that it had kept. */
    void killBroker() throws IOException, InterruptedException {
        String port = "kafka=" + broker.port("kafka");
        broker.kill();
        broker = LocalProcess.start("--only", "kafka", "--data-dir", data, "--port", port);
    }

    /** The log forgets what is committed, as retention would. */
    void forgetCommitted() throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> upTo = new HashMap<>();
        topic.committed().forEach((partition, offset) -> upTo.put(partition, RecordsToDelete.beforeOffset(offset)));
        admin.deleteRecords(upTo).all().get();
    }

    /** Ends the sending, lets everything arrive, and ends the workers. */
    void comeToRest() throws IOException, InterruptedException {
        sending.shutdown();
        assertThat(sending.awaitTermination(120, SECONDS)).isTrue();
        producer.flush();
        server.calmDown();
        if (workers.size() == 0) {
            workers.start();
        }
        var ends = topic.ends();
        while (!topic.committed().entrySet().containsAll(ends.entrySet())) {
            awaitProgress(ends);
        }
        workers.leaveAll();
    }

    private void awaitProgress(Map<TopicPartition, Long> ends) throws IOException {
        var before = topic.committed();
        try {
            await().atMost(STANDSTILL)
                    .pollInterval(ofMillis(100))
                    .until(() -> !topic.committed().equals(before));
        } catch (ConditionTimeoutException e) {
            var lastEvents = FileWitness.last(folder, 20).stream().map(EventLine::of);
            fail(
                    "nothing more is committed:%n%s%nof%n%s%nwhat happened last:%n%s",
                    before, ends, lastEvents.collect(joining("\n")));
        }
    }

    /** All that happened, once it has come to rest. */
    History history() throws IOException {
        var inside = FileWitness.read(folder);
        var kept = KeptCommits.of(GroupLog.read(broker.bootstrapServers(), topic.name), inside);
        assertThat(kept)
                .as("commits that nobody asked for")
                .noneMatch(e -> e.owner().isEmpty());
        topic.ends()
                .forEach((p, end) -> outside.add(Kind.LOG_ENDS, "", new Position(p.topic(), p.partition(), end), ""));
        var all = History.of(
                Stream.of(outside.events(), inside, kept).flatMap(List::stream).map(Testbed::timed));
        assertThat(all.count(Kind.PRODUCED)).as("acknowledged").isEqualTo(sent());
        return all;
    }

    /** Whenever the producer heard of it: a record was there before anybody could read it. */
    private static Event timed(Event event) {
        return event.is(Kind.PRODUCED)
                ? new Event(Long.MIN_VALUE, event.kind(), "", event.at(), event.detail())
                : event;
    }

    /** What breaks the rules of the plan, or one of {@code more}, in all that happened. */
    List<String> violations(History history, List<Rule> more) throws IOException {
        var rules = new ArrayList<>(plan.rules());
        rules.add(ParkedOnDisk.in(folder, Workers.FAILURES));
        rules.addAll(more);
        return Rule.judge(history, rules);
    }

    @Override
    public void close() throws IOException {
        sending.shutdownNow();
        workers.close();
        server.close();
        producer.close(ZERO);
        admin.close(ZERO);
        topic.close();
        broker.close();
    }
}
