package dev.waybill.pid.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultihashTest {
    private static final String SHA2 = "ce3303bca0dace810ddbe73b9b33d927d7334d1efb28af837a006d639424751c";

    @ParameterizedTest
    @CsvSource({
        "md5, d50110, c711cbb91e6cc2eb30082055a02be168",
        "sha1, 1114, a2468fa566c93789fc659865709b71b2312a5fa2",
        "sha2-256, 1220, " + SHA2,
        "sha3-256, 1620, 7d69b21ddf0b90e92925f6c8040614826d75fd239de80808895e16225a2eedbe",
        "blake2b-256, a0e40220, 2ff5a7c697f8127e7fb806f909e5e9d1e85b65eaeab93eb44c06d9346b06c73e",
        "sha2-512, 1340, " + SHA2 + SHA2,
        "sha3-512, 1440, " + SHA2 + SHA2
    })
    void namesItsMethodAndItsDigest(String method, String head, String digest) {
        assertThat(Multihash.parse(head + digest)).isEqualTo(new Multihash(method, digest));
    }

    @Test
    void isWrittenInLowerCase() {
        assertThat(Multihash.parse("1220" + SHA2.toUpperCase(java.util.Locale.ROOT))
                        .digest())
                .isEqualTo(SHA2);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ends early",
        "12, ends early",
        "ffffffffffff, ends early",
        "sha256:abcdef, not hex",
        "122, not hex",
        "1220ce, announces a digest of 32 bytes and has 1",
        "1202cece, a digest of sha2-256 has 32 bytes",
        "d5100b2f08a46b0e10979560480e85db777e, 0x855 is no known method"
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Multihash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
