package dev.waybill.source;

import static dev.waybill.source.StartPosition.parse;

import dev.waybill.failure.DeliveryException;
import dev.waybill.time.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One or more topics, read by one consumer group.
 *
 * <p>Unless told otherwise it reads committed records only, starts at the earliest one, rebalances cooperatively over the
 * classic protocol, takes a silent consumer for dead after 10 s, and stops when a log has lost records that were still
 * to be read. Offsets are never committed, and never reset, by the client itself. Immutable: every method returns a new
 * source.
 */
public final class KafkaSource implements SourceFactory {
    private final Subscription subscription;
    private final Map<String, Object> properties;
    private final StartPosition start;
    private final LostRecordsPolicy onLost;
    private final Consumer<LostRecords> lostListener;

    private KafkaSource(
            Subscription subscription,
            Map<String, Object> properties,
            StartPosition start,
            LostRecordsPolicy onLost,
            Consumer<LostRecords> lostListener) {
        this.subscription = subscription;
        this.properties = Map.copyOf(properties);
        this.start = start;
        this.onLost = onLost;
        this.lostListener = lostListener;
    }

    private static KafkaSource of(Subscription subscription) {
        return new KafkaSource(
                subscription, Map.of(), new StartPosition.Earliest(), LostRecordsPolicy.STOP, lost -> {});
    }

    /** A source that reads this topic; one that does not exist yet is waited for. */
    public static KafkaSource topic(String topic) {
        return topics(List.of(topic));
    }

    /** A source that reads these topics; those that do not exist yet are waited for. */
    public static KafkaSource topics(List<String> topics) {
        return of(new Subscription.Topics(topics));
    }

    /** A source that reads every topic whose whole name matches {@code regex}, those created later included. */
    public static KafkaSource topicsMatching(String regex) {
        return of(new Subscription.Matching(Pattern.compile(regex)));
    }

    /** Reads this topic as well. */
    public KafkaSource and(String topic) {
        if (!(subscription instanceof Subscription.Topics named)) {
            throw new IllegalStateException("topics are chosen by a pattern; put \"" + topic + "\" into the pattern");
        }
        var all = new ArrayList<>(named.names());
        all.add(topic);
        return new KafkaSource(new Subscription.Topics(all), properties, start, onLost, lostListener);
    }

    /** Names the consumer group, for which progress is kept and among whose members the partitions are shared. */
    public KafkaSource group(String group) {
        return property(ConsumerConfig.GROUP_ID_CONFIG, group);
    }

    /** {@code host:port}, or several with commas between. */
    public KafkaSource servers(String bootstrapServers) {
        return property(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** Sets how the group shares its partitions. */
    public KafkaSource protocol(GroupProtocol protocol) {
        return property(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol.clientName());
    }

    /**
     * Makes this a static member: when it comes back under this name before its session ends, it gets the partitions
     * that it had, and no other member notices. At most one may run under a name.
     */
    public KafkaSource instance(String name) {
        return property(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, name);
    }

    /** Sets where to begin in a partition without progress. */
    public KafkaSource startingAt(StartPosition position) {
        return new KafkaSource(subscription, properties, position, onLost, lostListener);
    }

    /** Reads records of open and aborted transactions as well. */
    public KafkaSource readingUncommitted() {
        return property(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    }

    /** Sets what happens when a log no longer holds what had still to be read. */
    public KafkaSource onLostRecords(LostRecordsPolicy policy) {
        return new KafkaSource(subscription, properties, start, policy, lostListener);
    }

    /** Tells {@code listener} of every loss, on the thread that reads, before the policy is followed. */
    public KafkaSource whenRecordsAreLost(Consumer<LostRecords> listener) {
        return new KafkaSource(subscription, properties, start, onLost, listener);
    }

    /** Sets a property of the Kafka consumer. */
    public KafkaSource property(String name, Object value) {
        return properties(Map.of(name, value));
    }

    /**
     * Sets properties of the Kafka consumer, those of TLS and SASL included. {@code auto.offset.reset} means {@link
     * #startingAt}; those that the engine needs for itself, such as {@code enable.auto.commit}, are refused when the
     * source is opened.
     */
    public KafkaSource properties(Map<String, ?> more) {
        var all = new HashMap<>(properties);
        all.putAll(more);
        Object reset = all.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
        return new KafkaSource(
                subscription, all, reset == null ? start : parsed(reset.toString()), onLost, lostListener);
    }

    private static StartPosition parsed(String reset) {
        return parse(reset)
                .orElseThrow(() -> new IllegalArgumentException(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG
                        + ": expected earliest, latest, none or by_duration:PT1H, got \"" + reset + '"'));
    }

    @Override
    public RecordSource open() {
        var client = ClientProperties.of(properties);
        try {
            var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            var timeout = KafkaRecordSource.CALL_TIMEOUT;
            var positions = new Positions(
                    consumer,
                    new StartOffsets(consumer, start, Time.system(), timeout),
                    new Losses(onLost, lostListener),
                    new TopicIds(() -> Admin.create(ClientProperties.forAdmin(client)), Time.system()),
                    timeout);
            return new KafkaRecordSource(
                    consumer, subscription, positions, new CommitWatch(Time.system()), largestPoll(client));
        } catch (KafkaException e) {
            throw DeliveryException.misconfigured("the Kafka client does not take these properties: " + deepest(e));
        }
    }

    private static int largestPoll(Map<String, Object> properties) {
        Object set = properties.getOrDefault(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        return Integer.parseInt(set.toString().trim()); // the client has taken it: it is a number
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : deepest(cause);
    }
}
