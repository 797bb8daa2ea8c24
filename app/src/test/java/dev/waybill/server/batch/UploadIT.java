package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.batch.block.Block;
import dev.waybill.batch.block.BlockCodec;
import dev.waybill.batch.upload.SpoolInUseException;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that become jobs, and files that do not. */
class UploadIT {
    @RegisterExtension
    static final ApiSite SITE = new ApiSite();

    @Test
    void anUploadBecomesAJobAndItsBlocks() {
        String model = SITE.model();

        var answer = SITE.http().upload("/jobs?model_id=" + model, "../../etc/a.csv", ApiSite.ROWS);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).matches("\\{\"job_id\":\"[0-9a-f]{8}\"}");
        String id = answer.text("job_id");
        SITE.awaitSealed(id);
        var job = SITE.http().get("/jobs/" + id).json();
        assertThat(job.path("state").asString("")).isEqualTo("PENDING");
        assertThat(job.path("model_name").asString("")).isEqualTo("purchases");
        assertThat(job.path("upload").path("file").asString("")).isEqualTo("a.csv");
        assertThat(job.path("upload").path("format").asString("")).isEqualTo("CSV");
        assertThat(job.path("upload").path("bytes").asLong(0)).isEqualTo(ApiSite.ROWS.length());
        assertThat(job.path("blocks").path("rows").asLong(0)).isEqualTo(2);
        assertThat(blocks(id)).singleElement().satisfies(block -> {
            assertThat(block.index()).isZero();
            assertThat(block.rows().header()).containsExactly("event_id", "timestamp", "amount");
            assertThat(new String(block.rows().bytes(), UTF_8))
                    .isEqualTo(ApiSite.ROWS.substring(ApiSite.ROWS.indexOf('\n') + 1));
        });
        assertThat(SITE.spooled()).as("what is sent is not kept").isEmpty();
    }

    @Test
    void oneKeyHasOneJob() {
        String path = "/jobs?model_id=" + SITE.model();
        String key = "key " + System.nanoTime();
        String first = SITE.http()
                .upload(path, "a.csv", ApiSite.ROWS, "Idempotency-Key", key)
                .text("job_id");

        var again = SITE.http().upload(path, "b.csv", ApiSite.ROWS, "Idempotency-Key", key);
        var other = SITE.http().upload(path, "a.csv", ApiSite.ROWS + "3,1,1\n", "Idempotency-Key", key);
        var without = SITE.http().upload(path, "a.csv", ApiSite.ROWS);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("job_id")).isEqualTo(first);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("detail")).contains(first);
        assertThat(without.text("job_id")).isNotEqualTo(first);
    }

    @Test
    void whatCannotBeAJobIsRefusedAndLeavesNothing() {
        String model = SITE.model();

        assertThat(SITE.http()
                        .upload("/jobs?model_id=00000000", "a.csv", ApiSite.ROWS)
                        .body())
                .isEqualTo("{\"detail\":\"Model not found\"}");
        var missing = SITE.http().upload("/jobs", "a.csv", ApiSite.ROWS);
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.body())
                .isEqualTo(
                        "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"query\",\"model_id\"],\"msg\":\"Field required\",\"input\":null}]}");
        assertThat(SITE.http().upload("/jobs?model_id=" + model, "a.csv", "").status())
                .isEqualTo(400);
        assertThat(SITE.http()
                        .upload("/jobs?model_id=" + model, "a.csv", "PK\u0003\u0004")
                        .text("detail"))
                .contains("ZIP");
        var large = SITE.http()
                .upload("/jobs?model_id=" + model, "a.csv", ApiSite.ROWS + "9".repeat((int) ApiSite.LARGEST));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text("detail")).isEqualTo("File exceeds 100000B limit");
        assertThat(SITE.http()
                        .send("POST", "/jobs?model_id=" + model, ApiSite.ROWS, "Content-Type", "text/csv")
                        .status())
                .isEqualTo(422);
        assertThat(SITE.http()
                        .send(
                                "POST",
                                "/jobs?model_id=" + model,
                                "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhalf",
                                "Content-Type",
                                "multipart/form-data; boundary=x")
                        .status())
                .isEqualTo(400);
        assertThat(SITE.spooled()).isEmpty();
    }

    @Test
    void aDryRunStoresNothing() {
        String model = SITE.model();

        var report = SITE.http().upload("/jobs?dry_run=true&model_id=" + model, "a.csv", ApiSite.ROWS + "3,,x\n");

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().path("totals").path("rows").asLong(0)).isEqualTo(3);
        assertThat(report.json().path("totals").path("errors").asLong(0)).isEqualTo(1);
        assertThat(report.json().path("rejected").get(0).path("message").asString(""))
                .isEqualTo("The required column 'timestamp' is missing");
        assertThat(SITE.http().get("/jobs?model_id=" + model).body()).isEqualTo("[]");
        assertThat(SITE.spooled()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs?model_id=", "/jobs?dry_run=true&model_id="})
    void whatIsTooLargeWhenItIsUnpackedIsRefusedBeforeAnythingIsSent(String path) {
        String model = SITE.model();
        byte[] bomb = gzip("event_id\n" + "x\n".repeat((int) ApiSite.LARGEST_UNPACKED / 2));
        byte[] fits = gzip(ApiSite.ROWS + "\n".repeat((int) ApiSite.LARGEST_UNPACKED - ApiSite.ROWS.length()));

        var refused = SITE.http().upload(path + model, "a.csv.gz", bomb);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text("detail")).isEqualTo("File exceeds 200000B limit when it is unpacked");
        assertThat(SITE.http().get("/jobs?model_id=" + model).body()).isEqualTo("[]");
        assertThat(SITE.spooled()).isEmpty();
        assertThat(SITE.http().upload(path + model, "a.csv.gz", fits).status()).isIn(200, 202);
    }

    static byte[] gzip(String text) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void aSpoolHasOneProcess() {
        assertThatThrownBy(SITE::startBeside).isInstanceOf(SpoolInUseException.class);
    }

    private static List<Block> blocks(String job) {
        var properties = Map.<String, Object>copyOf(SITE.kafka());
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var all = consumer.partitionsFor("batch.blocks").stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long end = consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var found = new ArrayList<Block>();
            for (long read = 0; read < end; ) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    found.add(BlockCodec.read(ours(record)));
                }
            }
            return found.stream().filter(block -> block.job().equals(job)).toList();
        }
    }

    private static KafkaRecord ours(ConsumerRecord<byte[], byte[]> record) {
        var headers = new ArrayList<Header>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), header.value())));
        return new KafkaRecord(
                record.topic(), record.partition(), record.offset(), 0, record.key(), record.value(), headers, 0);
    }
}
