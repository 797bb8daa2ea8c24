package dev.waybill.files.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.upload.UploadedFile.Status;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is changed between two of its chunks; Kafka's own stand-in for a producer says when. */
class ChangingFileTest {
    private static final Node NODE = new Node(0, "localhost", 9092);

    private final List<UploadedFile> told = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Something happens to the file. */
    private interface Change {
        void apply(Path file) throws IOException;
    }

    @Test
    void aFileThatGrowsMeanwhileIsSentAnewAndTheOldVersionNeverCompletes() throws Exception {
        var received = uploadWith(1, file -> Files.write(file, bytes(50)));

        assertThat(received.complete().get("a.dat")).containsExactly(bytes(50));
        assertThat(told).singleElement().extracting(UploadedFile::status).isEqualTo(Status.UPLOADED);
    }

    @Test
    void aFileThatShrinksMeanwhileIsSentAnew() throws Exception {
        var received = uploadWith(1, file -> Files.write(file, bytes(5)));

        assertThat(received.complete().get("a.dat")).containsExactly(bytes(5));
    }

    @Test
    void aChangeThatLeavesSizeAndTimeAloneIsSeenByTheHash() throws Exception {
        byte[] other = bytes(32);
        other[30]++;
        var received = uploadWith(1, file -> {
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, other);
            Files.setLastModifiedTime(file, time);
        });

        assertThat(received.complete().get("a.dat")).containsExactly(other);
    }

    @Test
    void aFileThatNeverRestsFailsInTheEndAndSaysSo() throws Exception {
        int[] size = {40};
        var received = uploadWith(Integer.MAX_VALUE, file -> Files.write(file, bytes(size[0]++)));

        assertThat(received.complete()).isEmpty();
        assertThat(told)
                .singleElement()
                .satisfies(file -> assertThat(file.reason()).contains("was changed each of 5 times it was read"));
    }

    private ReceivedFiles uploadWith(int times, Change change) throws Exception {
        Path file = Files.write(folder.resolve("a.dat"), bytes(32));
        var producer = new ChangingProducer(file, times, change);
        var settings = new UploadSettings("t", 8, ChunkFields.TEN, 1, 0);
        var once = new Watching(java.time.Duration.ZERO, false, false);
        var uploader = new Uploader(
                new NamedFiles(List.of(file)),
                once,
                settings,
                new ChunkTopic(producer, "t"),
                Optional.empty(),
                InstantSource.system(),
                told::add);

        uploader.run();

        return new ReceivedFiles(producer.history().stream()
                .map(record -> KafkaRecord.of("t", 0, 0, record.key(), record.value()))
                .toList());
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 7);
        }
        return bytes;
    }

    private static final class ChangingProducer extends MockProducer<byte[], byte[]> {
        private final Path file;
        private final Change change;
        private int left;

        private ChangingProducer(Path file, int times, Change change) {
            super(
                    new Cluster(
                            "c",
                            List.of(NODE),
                            List.of(new PartitionInfo("t", 0, NODE, new Node[] {NODE}, new Node[] {NODE})),
                            Set.of(),
                            Set.of()),
                    true,
                    null,
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            this.file = file;
            this.left = times;
            this.change = change;
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (left > 0) {
                left--;
                try {
                    change.apply(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return super.send(record, callback);
        }
    }
}
