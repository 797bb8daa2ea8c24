package dev.waybill.server.batch;

/**
 * The largest file that is taken.
 *
 * @param bytes as it is sent
 * @param unpacked bytes, where it is in gzip or Zstandard
 */
public record UploadLimits(long bytes, long unpacked) {
    /** 1 GiB, and 10 GiB. */
    public static final UploadLimits USUAL = new UploadLimits(1L << 30, 10L << 30);

    public UploadLimits {
        if (bytes < 1 || unpacked < 1) {
            throw new IllegalArgumentException(
                    "the largest upload must be 1 byte or more, got " + bytes + ", unpacked " + unpacked);
        }
    }
}
