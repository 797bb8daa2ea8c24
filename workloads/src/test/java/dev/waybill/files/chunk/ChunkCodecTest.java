package dev.waybill.files.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;

class ChunkCodecTest {
    private static final int ROUNDS = 3_000;

    @Test
    void everyVectorIsWrittenAndReadByteForByte() {
        for (var vector : Vectors.all()) {
            FileChunk chunk = vector.chunk();

            byte[] value = ChunkEncoder.encode(chunk, Sha512.ofData(chunk.data()), vector.fields());

            assertThat(value).as(vector.key()).isEqualTo(vector.value());
            assertThat(chunk.key()).isEqualTo(vector.key());
            assertThat(decode(vector.value())).isEqualTo(chunk);
        }
    }

    @Test
    void anyChunkIsWrittenAsTheFormatsOwnLibraryWritesItAndComesBackTheSame() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            FileChunk chunk = Vectors.random(random);

            byte[] ten = ChunkEncoder.encode(chunk, Sha512.ofData(chunk.data()), ChunkFields.TEN);

            assertThat(ten).as("seed %d", seed).isEqualTo(byLibrary(chunk));
            assertThat(decode(ten)).as("seed %d", seed).isEqualTo(chunk);
        }
    }

    @Test
    void nineFieldsLeaveOutTheTimeAndNothingElse() {
        FileChunk chunk = Vectors.random(new Random(1));
        FileVersion file = chunk.file();
        var timeless = new FileVersion(file.path(), file.append(), file.hash(), file.chunks(), 0);

        byte[] nine = ChunkEncoder.encode(chunk, Sha512.ofData(chunk.data()), ChunkFields.NINE);

        assertThat(decode(nine)).isEqualTo(new FileChunk(timeless, chunk.index(), chunk.offset(), chunk.data()));
    }

    @Test
    void theIdentityIsThePathAndTheHashOnATopicWhateverTheKeySays() {
        var one = file(new RelativePath("a_b", "c.txt"));
        var other = file(new RelativePath("a", "b_c.txt"));

        assertThat(one.key()).isEqualTo(other.key()).isEqualTo("a_b_c.txt_chunk_1_of_1");
        assertThat(one.identity("t")).isNotEqualTo(other.identity("t"));
        assertThat(one.identity("t")).isEqualTo(one.identity("t")).isNotEqualTo(one.identity("u"));
    }

    private static FileChunk file(RelativePath path) {
        var data = ByteBuffer.wrap("x".getBytes(UTF_8));
        return new FileChunk(new FileVersion(path, "", Sha512.ofData(data), 1, 0), 1, 0, data);
    }

    private static byte[] byLibrary(FileChunk chunk) throws IOException {
        byte[] data = new byte[chunk.data().remaining()];
        chunk.data().duplicate().get(data);
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            packer.packArrayHeader(10).packString(chunk.file().path().name());
            packer.packBinaryHeader(64).writePayload(chunk.file().hash().bytes());
            packer.packBinaryHeader(64).writePayload(Sha512.ofData(chunk.data()).bytes());
            packer.packLong(chunk.offset())
                    .packInt(chunk.index())
                    .packInt(chunk.file().chunks());
            packer.packString(chunk.file().path().folder())
                    .packString(chunk.file().append());
            packer.packBinaryHeader(data.length).writePayload(data);
            packer.packDouble(chunk.file().modified());
            return packer.toByteArray();
        }
    }

    private static FileChunk decode(byte[] value) {
        return ChunkDecoder.decode(KafkaRecord.of("t", 0, 0, null, value));
    }
}
