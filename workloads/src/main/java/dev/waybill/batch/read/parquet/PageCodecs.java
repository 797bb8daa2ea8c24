package dev.waybill.batch.read.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;

/** What pages are decompressed with: gzip by the JDK, since Parquet's own way goes through Hadoop; the rest by Parquet. Bounded. */
final class PageCodecs implements CompressionCodecFactory {
    /** What can be read without Hadoop. */
    static final Set<CompressionCodecName> KNOWN = EnumSet.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD,
            CompressionCodecName.LZ4_RAW);

    private static final int LARGEST_PAGE = 256 << 20;

    private final long largestGroup;
    private long left;

    private final CompressionCodecFactory others = HadoopCodecs.newFactory(new PlainParquetConfiguration(), 0);

    /** @param largestGroup bytes that the pages of one row group may have, whatever the file says of them elsewhere */
    PageCodecs(long largestGroup) {
        this.largestGroup = largestGroup;
    }

    /** The pages of another row group follow. */
    void beginGroup() {
        left = largestGroup;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("files are only read");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Bounded(codec == CompressionCodecName.GZIP ? new Gzip() : others.getDecompressor(codec));
    }

    @Override
    public void release() {
        others.release();
    }

    /** Believes no page that says it is enormous: the room for it is made before anything is read. */
    private final class Bounded implements BytesInputDecompressor {
        private final BytesInputDecompressor of;

        private Bounded(BytesInputDecompressor of) {
            this.of = of;
        }

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            refuse(size);
            return of.decompress(page, size);
        }

        @Override
        public void decompress(ByteBuffer page, int compressed, ByteBuffer to, int size) throws IOException {
            refuse(size);
            of.decompress(page, compressed, to, size);
        }

        private void refuse(int size) {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new IllegalArgumentException("a page of " + size + " bytes; expected at most " + LARGEST_PAGE);
            }
            left -= size;
            if (left < 0) {
                throw new IllegalArgumentException(
                        "pages of more than " + largestGroup + " bytes in a row group, which says that it has fewer");
            }
        }

        @Override
        public void release() {
            of.release();
        }
    }

    private static final class Gzip implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return BytesInput.from(unpacked(page.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer page, int compressed, ByteBuffer to, int size) throws IOException {
            byte[] packed = new byte[compressed];
            page.get(packed);
            to.put(unpacked(new ByteArrayInputStream(packed), size));
        }

        private static byte[] unpacked(InputStream packed, int size) throws IOException {
            try (InputStream in = new GZIPInputStream(packed)) {
                return in.readNBytes(size);
            }
        }

        @Override
        public void release() {}
    }
}
