package dev.waybill.pid.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComputedPidTest {
    private static final long SEED = 20261121;

    /* Made with Python's uuid.uuid3(uuid.NAMESPACE_URL, name). */
    @ParameterizedTest
    @CsvSource({
        "'', 14cdb9b4-de01-3faa-aff5-65bc2f771745",
        "http://www.example.com/, 556cf76b-3b36-3ae6-85f9-50424b369b50",
        "Zürich#データ, 24fec309-6396-3f29-946a-45510ae71085"
    })
    void isTheUuidOfVersionThreeInTheNamespaceOfUrls(String name, String uuid) {
        assertThat(ComputedPid.ofName(name)).isEqualTo(uuid);
    }

    @Test
    void ofAFileIsThatOfItemAndAssetKey() {
        assertThat(ComputedPid.ofFile("a.v1", "data0001")).isEqualTo(ComputedPid.ofName("a.v1#data0001"));
    }

    @Test
    void followsRfc4122ForAnyName() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            var name = random.ints(random.nextInt(80), 1, 0xd7ff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            var uuid = UUID.fromString(ComputedPid.ofName(name));

            var hashed = new ByteArrayOutputStream();
            hashed.write(HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8"));
            hashed.write(name.getBytes(UTF_8));
            var md5 = MessageDigest.getInstance("MD5").digest(hashed.toByteArray());
            md5[6] = (byte) ((md5[6] & 0x0f) | 0x30);
            md5[8] = (byte) ((md5[8] & 0x3f) | 0x80);
            assertThat(uuid.toString().replace("-", ""))
                    .as("seed %s, name %s", SEED, name)
                    .isEqualTo(HexFormat.of().formatHex(md5));
        }
    }
}
