package dev.waybill.batch.block;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.waybill.batch.read.RowFormat;
import dev.waybill.batch.read.Rows;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.Header;
import dev.waybill.record.KafkaRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockCodecTest {
    private static final byte[] BYTES = "1,\u00e4\n2,b\n".repeat(100).getBytes(UTF_8);
    private static final Rows ROWS = new Rows(RowFormat.CSV, List.of("event_id", "n\u00f6te"), 5, 7, 200, BYTES, 0);

    @Test
    void aBlockComesBackAsItWent() {
        var sent = BlockCodec.write("0000beef", 3, BlockCodec.pack(ROWS));
        var block = BlockCodec.read(record("2", sent.value()));

        assertThat(new String(sent.key(), UTF_8)).isEqualTo("0000beef/3");
        assertThat(sent.value()).hasSizeLessThan(BYTES.length / 2);
        assertThat(block.job()).isEqualTo("0000beef");
        assertThat(block.index()).isEqualTo(3);
        assertThat(block.rows()).usingRecursiveComparison().isEqualTo(ROWS);
    }

    @Test
    void aBlockOfTheEarlierFormIsRead() {
        assertThat(BlockCodec.read(record("1", BYTES)).rows())
                .usingRecursiveComparison()
                .isEqualTo(ROWS);
    }

    @Test
    void whatIsNoBlockIsPoison() {
        byte[] packed = BlockCodec.pack(ROWS).value();
        byte[] bomb = Zstd.compress(new byte[BlockTopic.LARGEST_RECORD + 1]);

        assertPoison(record("3", packed), "got 3");
        assertPoison(record("2", Arrays.copyOf(packed, packed.length - 1)), "a block is damaged");
        assertPoison(record("2", BYTES), "no Zstandard of up to 9437184 bytes");
        assertPoison(record("2", bomb), "no Zstandard of up to 9437184 bytes");
    }

    private static void assertPoison(KafkaRecord record, String words) {
        assertThatThrownBy(() -> BlockCodec.read(record))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.POISON))
                .hasMessageContaining(words);
    }

    private static KafkaRecord record(String version, byte[] value) {
        var headers = new ArrayList<Header>();
        for (var header : BlockCodec.write("0000beef", 3, BlockCodec.pack(ROWS)).headers()) {
            boolean isVersion = header.key().equals("waybill-block");
            headers.add(new Header(header.key(), isVersion ? version.getBytes(UTF_8) : header.value()));
        }
        return new KafkaRecord(BlockTopic.NAME, 0, 0, 0, new byte[0], value, headers, 0);
    }
}
