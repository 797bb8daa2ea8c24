package dev.waybill.batch.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.batch.BatchTopics;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.block.BlockCutter;
import dev.waybill.batch.block.BlockSize;
import dev.waybill.batch.block.BlockTopic;
import dev.waybill.batch.block.PackedRows;
import dev.waybill.batch.ledger.Entry.JobEntry;
import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Request;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.read.Rows;
import dev.waybill.batch.upload.HeadStart.First;
import dev.waybill.local.kafka.KafkaBroker;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the topic of a job, over a real broker. */
class CuttingIT {
    private static final ModelEntry MODEL = new ModelEntry("a1b2c3d4", "purchases", "{\"a\":\"String\"}", 1, 5);
    private static final int ROWS = 600_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theSameBlocksAreSentHoweverManyOfThemWereCutAhead() throws Exception {
        byte[] content = ("a\n" + "x\n".repeat(ROWS)).getBytes(UTF_8);
        List<PackedRows> all = cut(Files.write(folder.resolve("a.csv"), content));
        var clock = InstantSource.system();
        try (var broker = KafkaBroker.start(KafkaBroker.Settings.TEMPORARY)) {
            var kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            BatchTopics.ensure(kafka);
            try (var spool = Spool.open(folder.resolve("spool"));
                    var sender = BlockSender.connect(kafka);
                    var ledger = Ledger.follow(kafka);
                    var writer = LedgerWriter.connect(kafka)) {
                var cutting = new Cutting(spool, sender, ledger, writer, clock);
                for (int ahead = 0; ahead <= all.size(); ahead++) {
                    String id = "0000000" + ahead;
                    var upload = new Upload("a.csv", content.length, "00", "CSV");
                    var job = new JobEntry(id, MODEL, upload, Request.PLAIN, spool.owner(), 1, null);
                    spool.give(received(spool, content), id);

                    cutting.send(job, new First(all.subList(0, ahead), ahead == all.size()));

                    ledger.catchUp(ofMinutes(2));
                    var seal = requireNonNull(ledger.job(id).orElseThrow().job().seal());
                    assertThat(seal.blocks()).as("%d ahead", ahead).isEqualTo(all.size());
                    assertThat(seal.rows()).isEqualTo(ROWS);
                    assertThat(sent(kafka, id)).as("%d ahead", ahead).isEqualTo(expected(id, all));
                    assertThat(spool.jobs()).isEmpty();
                }
            }
        }
    }

    private static Received received(Spool spool, byte[] content) throws Exception {
        try (var incoming = spool.incoming(content.length)) {
            incoming.write(ByteBuffer.wrap(content));
            return incoming.finish("a.csv");
        }
    }

    private static List<PackedRows> cut(Path file) throws Exception {
        var blocks = new ArrayList<PackedRows>();
        try (var cutter = BlockCutter.open(file, BlockSize.DEFAULT)) {
            for (Rows next = cutter.next(); next != null; next = cutter.next()) {
                blocks.add(BlockCodec.pack(next));
            }
        }
        assertThat(blocks).hasSizeGreaterThan(2);
        return blocks;
    }

    private static Map<String, ByteBuffer> expected(String job, List<PackedRows> blocks) {
        var byKey = new TreeMap<String, ByteBuffer>();
        for (int i = 0; i < blocks.size(); i++) {
            byKey.put(job + "/" + i, ByteBuffer.wrap(blocks.get(i).value()));
        }
        return byKey;
    }

    /** Values by their keys. */
    private static Map<String, ByteBuffer> sent(Map<String, String> kafka, String job) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>copyOf(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(BlockTopic.NAME).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var byKey = new TreeMap<String, ByteBuffer>();
            long read = 0;
            while (read < end) {
                for (var each : consumer.poll(ofSeconds(1))) {
                    read++;
                    String key = new String(each.key(), UTF_8);
                    if (key.startsWith(job)) {
                        assertThat(byKey.put(key, ByteBuffer.wrap(each.value())))
                                .as(key)
                                .isNull();
                    }
                }
            }
            return byKey;
        }
    }
}
