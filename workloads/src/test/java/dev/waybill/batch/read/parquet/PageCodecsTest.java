package dev.waybill.batch.read.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;

class PageCodecsTest {
    @Test
    void thePagesOfARowGroupHaveABoundTogether() throws IOException {
        var codecs = new PageCodecs(1_000);
        var gzip = codecs.getDecompressor(CompressionCodecName.GZIP);
        codecs.beginGroup();

        assertThat(gzip.decompress(packed(600), 600).size()).isEqualTo(600);
        assertThatThrownBy(() -> gzip.decompress(packed(600), 600))
                .hasMessage("pages of more than 1000 bytes in a row group, which says that it has fewer");
        codecs.beginGroup();
        assertThat(gzip.decompress(packed(600), 600).size()).isEqualTo(600);
    }

    @Test
    void aPageThatSaysItIsEnormousIsNotBelieved() throws IOException {
        var codecs = new PageCodecs(1L << 40);
        var gzip = codecs.getDecompressor(CompressionCodecName.GZIP);
        codecs.beginGroup();
        var page = packed(10);

        assertThatThrownBy(() -> gzip.decompress(page, Integer.MAX_VALUE))
                .hasMessageStartingWith("a page of 2147483647");
        assertThatThrownBy(() -> gzip.decompress(page, -1)).hasMessageStartingWith("a page of -1");
    }

    private static BytesInput packed(int zeros) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[zeros]);
        }
        return BytesInput.from(packed.toByteArray());
    }
}
