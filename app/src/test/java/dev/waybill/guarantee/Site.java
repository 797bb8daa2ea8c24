package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.CommandRun;
import dev.waybill.local.handle.Faults;
import dev.waybill.local.handle.HandleService;
import dev.waybill.local.handle.HandleServiceSettings;
import dev.waybill.local.handle.HandleUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What one test has for itself: a topic, a group, a Handle service and a configuration. Used by one thread. */
final class Site implements AutoCloseable {
    static final String PREFIX = "21.TEST";
    static final String PASSWORD = "pass-6f1d-word";

    final Path folder;
    final String topic = "events-" + UUID.randomUUID();
    final Broker broker = Broker.shared();
    private HandleService service;

    private final Object counting = new Object();
    private Arrivals arrivals = Arrivals.NONE;
    private int counted;

    /** A site below {@code folder} with so many partitions. */
    Site(Path folder, int partitions, String... lines) {
        this.folder = folder;
        this.service = start(0, PREFIX, PASSWORD);
        broker.create(topic, partitions);
        configure(lines);
    }

    private static HandleService start(int port, String prefix, String password) {
        var user = new HandleUser(300, PREFIX + "/testuser", password, List.of(prefix));
        try {
            return HandleService.start(HandleServiceSettings.defaults()
                    .withPort(port)
                    .withPrefixes(List.of(prefix))
                    .withUsers(List.of(user)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the configuration anew; each line is {@code key = value} with its table in front of the key. */
    void configure(String... lines) {
        var text = new StringBuilder();
        for (String line : base()) {
            text.append(line).append('\n');
        }
        for (String line : lines) {
            text.append(line).append('\n');
        }
        try {
            Files.writeString(config(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> base() {
        return List.of(
                "kafka.\"bootstrap.servers\" = \"" + broker.servers() + "\"",
                "kafka.\"group.id\" = \"" + group() + "\"",
                "kafka.\"session.timeout.ms\" = 3000",
                "kafka.\"heartbeat.interval.ms\" = 500",
                "consumer.topic = \"" + topic + "\"",
                "consumer.output_dir = \"" + outputs() + "\"",
                "handle.server_url = \"" + service.uri() + "\"",
                "handle.password = \"" + PASSWORD + "\"",
                "retry.first_pause = \"50ms\"",
                "retry.longest_pause = \"1s\"");
    }

    Path config() {
        return folder.resolve("config.toml");
    }

    Path outputs() {
        return folder.resolve("outputs");
    }

    String group() {
        return "group-of-" + topic;
    }

    HandleService service() {
        return service;
    }

    void faults(Faults faults) {
        service.faults(faults);
    }

    /** Another service at the same address: empty, for another prefix perhaps, its user with another password perhaps. */
    void replaceService(String prefix, String password) {
        int port = service.uri().getPort();
        synchronized (counting) {
            service.close();
            service = start(port, prefix, password);
            arrivals = Arrivals.NONE;
            counted = 0;
        }
    }

    /** By the log of the service that is there now. Watches ask all the time, so it goes on from the answer before. */
    Arrivals arrivals() {
        synchronized (counting) {
            var changes = service.log().changes();
            arrivals = arrivals.and(changes.subList(counted, changes.size()));
            counted = changes.size();
            return arrivals;
        }
    }

    Expectation expectation() {
        return new Expectation(config());
    }

    RecordMetadata send(ObjectNode event) {
        return send(List.of(event)).get(0);
    }

    List<RecordMetadata> send(List<ObjectNode> events) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (ObjectNode event : events) {
            byte[] key = Events.item(event).path("id").asString().getBytes(UTF_8);
            records.add(new ProducerRecord<>(topic, key, event.toString().getBytes(UTF_8)));
        }
        return broker.send(records);
    }

    Map<Integer, Long> committed() {
        return broker.committed(group(), topic);
    }

    boolean isAllCommitted() {
        return committed().equals(broker.ends(topic));
    }

    /** {@code waybill pid} within this process. */
    CommandRun pid(String... args) {
        var all = new ArrayList<>(List.of("pid", "-c", config().toString()));
        all.addAll(List.of(args));
        return CommandRun.of(all.toArray(String[]::new));
    }

    /** {@code waybill pid} as a process. */
    Child child(String... args) {
        var all = new ArrayList<>(List.of("pid", "-c", config().toString()));
        all.addAll(List.of(args));
        return Child.start(folder, all);
    }

    Path failureFile(int round) {
        return outputs()
                .resolve("failures")
                .resolve("r" + round)
                .resolve("failed_items_" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    }

    /** The lines that were parked in a round; none where there is no file. */
    List<JsonNode> parked(int round) {
        Path file = failureFile(round);
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(JsonMapper.shared()::readTree)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean hasParked() {
        return Files.exists(outputs().resolve("failures"));
    }

    @Override
    public void close() {
        service.close();
    }
}
