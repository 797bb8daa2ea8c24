package dev.waybill.files.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: a chunk, or a poison answer that says what is wrong. */
class HostileChunkTest {
    private static final String DATA = "c40178";
    private static final String HASH =
            "c440" + Sha512.ofData(ByteBuffer.wrap("x".getBytes(UTF_8))).hex();
    private static final List<String> GOOD =
            List.of("a16e", HASH, HASH, "00", "01", "01", "a173", "a0", DATA, "cb3ff8000000000000");
    private static final int ROUNDS = 20_000;

    @Test
    void whatTheOthersAreMadeFromIsAChunk() {
        FileChunk chunk = decode(value("9a", GOOD));

        assertThat(chunk.file().path()).hasToString("s/n");
        assertThat(chunk.file().modified()).isEqualTo(1.5);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(0, "da0002c328", "file name: expected UTF-8, got other bytes"),
                Arguments.of(0, "db7fffffff", "file name: expected 2147483647 bytes, got "),
                Arguments.of(0, "dbffffffff", "file name: expected 4294967295 bytes, got "),
                Arguments.of(0, "c0", "file name: expected text, got nil"),
                Arguments.of(0, "a0", "expected a file name below the root"),
                Arguments.of(0, "a22e2e", "expected a file name below the root"),
                Arguments.of(0, "a3612f62", "got \"a/b\""),
                Arguments.of(0, "a2" + "6100", "got \"a\uFFFD\""),
                Arguments.of(1, "c403010203", "file hash: expected 64 bytes, got 3"),
                Arguments.of(1, "c6ffffffff", "file hash: expected 4294967295 bytes, got "),
                Arguments.of(2, "c440" + "00".repeat(64), "chunk hash: expected the SHA-512 of the data, got another"),
                Arguments.of(2, "d500aabb", "chunk hash: expected bytes, got an extension"),
                Arguments.of(3, "ff", "expected an offset of 0 or more, got -1"),
                Arguments.of(3, "d38000000000000000", "expected an offset of 0 or more, got -9223372036854775808"),
                Arguments.of(3, "cfffffffffffffffff", "chunk offset: expected less than 2^63"),
                Arguments.of(3, "cf7fffffffffffffff", "expected an offset of 0 or more"),
                Arguments.of(3, "cb3ff8000000000000", "chunk offset: expected a whole number, got 1.5"),
                Arguments.of(3, "a16e", "chunk offset: expected a whole number, got \"n\""),
                Arguments.of(3, "9100", "chunk offset: expected a number, got an array"),
                Arguments.of(3, "c3", "chunk offset: expected a number, got a boolean"),
                Arguments.of(4, "00", "chunk index: expected 1 to 2147483647, got 0"),
                Arguments.of(4, "02", "expected a chunk index from 1 to 1, got 2"),
                Arguments.of(5, "00", "number of chunks: expected 1 to 2147483647, got 0"),
                Arguments.of(5, "ce80000000", "number of chunks: expected 1 to 2147483647, got 2147483648"),
                Arguments.of(6, "a22e2e", "expected a subdirectory below the root"),
                Arguments.of(6, "a82e2e2f2e2e2f2e2e", "expected a subdirectory below the root"),
                Arguments.of(6, "a42f657463", "expected a subdirectory below the root"),
                Arguments.of(6, "a3612f2f", "expected a subdirectory below the root"),
                Arguments.of(6, "81a16100", "subdirectory: expected text, got a map"),
                Arguments.of(7, "a32f2e2e", "expected a file name append"),
                Arguments.of(8, "c9ffffffff01", "data: expected bytes, got an extension"),
                Arguments.of(8, "c1", "data: expected bytes, got the code 0xc1"),
                Arguments.of(8, "c67fffffff78", "data: expected 2147483647 bytes, got "),
                Arguments.of(9, "c0", "time of last change: expected a number, got nil"),
                Arguments.of(9, "cb3ff80000", "time of last change: expected 8 bytes, got 4"),
                Arguments.of(9, "cb3ff800000000000000", "expected its end, got 1 bytes more"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadFieldIsRefusedByName(int field, String hex, String reason) {
        var fields = new ArrayList<>(GOOD);
        fields.set(field, hex);

        assertPoison(value("9a", fields), reason);
    }

    static Stream<Arguments> noChunks() {
        return Stream.of(
                Arguments.of("", "a chunk: expected a MessagePack array, got no value"),
                Arguments.of("9a", "file name: expected 1 bytes, got 0"),
                Arguments.of("7b7d", "a chunk: expected a MessagePack array, got a number"),
                Arguments.of("8101", "a chunk: expected a MessagePack array, got a map"),
                Arguments.of("98", "a chunk: expected 9 or 10 fields, got 8"),
                Arguments.of("9b", "a chunk: expected 9 or 10 fields, got 11"),
                Arguments.of("dc000a", "file name: expected 1 bytes, got 0"),
                Arguments.of("ddffffffff", "a chunk: expected 9 or 10 fields, got 2147483647"),
                Arguments.of("dd", "a chunk: expected 4 bytes, got 0"),
                Arguments.of("0193", "KafkaCrypto"),
                Arguments.of("91".repeat(10_000), "a chunk: expected 9 or 10 fields, got 1"));
    }

    @ParameterizedTest
    @MethodSource("noChunks")
    void whatIsNoArrayOfNineOrTenIsRefused(String hex, String reason) {
        assertPoison(HexFormat.of().parseHex(hex), reason);
    }

    @Test
    void aRecordWithoutValueIsRefused() {
        assertPoison(null, "got no value");
    }

    @Test
    void nineFieldsWithTheTimeOfTenAreRefused() {
        assertPoison(value("99", GOOD), "expected its end, got 9 bytes more");
    }

    @Test
    void whatLooserWritersSendIsRead() {
        var loose = List.of(
                "c4016e",
                "d940" + HASH.substring(4),
                "da0040" + HASH.substring(4),
                "cb0000000000000000",
                "a131",
                "d20000" + "0001",
                "c40173",
                "c400",
                "a178",
                "ca3fc00000");

        assertThat(decode(value("dc000a", loose))).isEqualTo(decode(value("9a", GOOD)));
    }

    @Test
    void aTimeThatIsNoneCountsAsNotKnown() {
        for (String time : List.of("cbfff0000000000000", "cb7ff8000000000000", "cb7ff0000000000000", "ff", "00")) {
            var fields = new ArrayList<>(GOOD);
            fields.set(9, time);

            assertThat(decode(value("9a", fields)).file().modified()).isZero();
        }
    }

    @Test
    void anyBytesAreAChunkOrPoison() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = damaged(value("9a", GOOD), random);
            try {
                decode(bytes);
            } catch (DeliveryException e) {
                refused++;
                assertThat(e.failure().failureClass()).isEqualTo(FailureClass.POISON);
            } catch (RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " bytes " + HexFormat.of().formatHex(bytes), e);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(ROUNDS / 2);
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = random.nextBoolean() ? good.clone() : cut(good, random);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(Math.min(bytes.length, 1 + random.nextInt(bytes.length)))] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] cut(byte[] bytes, Random random) {
        return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static byte[] value(String array, List<String> fields) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(array + String.join("", fields)));
        return out.toByteArray();
    }

    private static void assertPoison(byte @Nullable [] value, String reason) {
        assertThatThrownBy(() -> decode(value))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.POISON))
                .hasMessageContaining(reason);
    }

    private static FileChunk decode(byte @Nullable [] value) {
        return ChunkDecoder.decode(KafkaRecord.of("t", 0, 0, null, value));
    }
}
