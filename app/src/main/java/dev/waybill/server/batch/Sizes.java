package dev.waybill.server.batch;

/** Numbers of bytes for people. */
final class Sizes {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Sizes() {}

    /** For example {@code 1GB}; in the largest unit that leaves nothing over. */
    static String brief(long bytes) {
        long rest = bytes;
        int unit = 0;
        while (rest >= 1024 && rest % 1024 == 0 && unit < UNITS.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + UNITS[unit];
    }
}
