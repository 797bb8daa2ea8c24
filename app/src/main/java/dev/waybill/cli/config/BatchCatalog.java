package dev.waybill.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting of the batch workload. */
final class BatchCatalog {
    static final Setting<URI> CLICKHOUSE = Setting.of(
                    "batch.clickhouse",
                    Types.HTTP_ADDRESS,
                    "ClickHouse's HTTP interface. Also CLICKHOUSE_HOST and CLICKHOUSE_PORT.")
            .fallback("http://localhost:8123");

    static final Setting<String> DATABASE = Setting.of("batch.database", Types.TEXT, "Where the tables of batches are.")
            .fallback("default");

    static final Setting<String> USER = Setting.of(
                    "batch.user", Types.TEXT, "As whom ClickHouse knows us. Also CLICKHOUSE_USER.")
            .fallback("default");

    static final Setting<String> PASSWORD = Setting.of(
                    "batch.password",
                    Types.TEXT,
                    "The password of that user; none unless given. Also CLICKHOUSE_PASSWORD.")
            .hidden();

    static final Setting<Path> SPOOL = Setting.of(
                    "batch.spool",
                    Types.PATH,
                    "Where an API keeps files until their rows are sent; keep it between runs.")
            .fallback("batch-spool");

    static final Setting<ByteSize> MAX_UPLOAD = Setting.of("batch.max_upload", Types.SIZE, "Larger files are refused.")
            .fallback("1GB");

    static final Setting<ByteSize> MAX_UNPACKED = Setting.of(
                    "batch.max_unpacked", Types.SIZE, "Files in gzip or Zstandard that become larger are refused.")
            .fallback("10GB");

    static final Setting<Duration> KEEP_UPLOADS = Setting.of(
                    "batch.keep_uploads",
                    new DurationType(Duration.ofMinutes(1)),
                    "An upload in parts with which nobody goes on for so long is forgotten.")
            .fallback("24h");

    static final Setting<KeepJobs> KEEP_JOBS = Setting.of(
                    "batch.keep_jobs",
                    Types.KEEP_JOBS,
                    "Jobs that have been over for so long are forgotten; their rows, and their rejected rows, stay.")
            .fallback("forever");

    static final Setting<Path> FAILURES = Setting.of(
                    "batch.failures", Types.PATH, "Where a worker puts blocks that cannot be checked at all.")
            .fallback("batch-failures");

    static final Setting<Integer> THREADS = Setting.of(
                    "batch.threads", Types.whole(1, 64), "Blocks that a worker does at once.")
            .fallback("3");

    static final List<Setting<?>> ALL = List.of(
            CLICKHOUSE,
            DATABASE,
            USER,
            PASSWORD,
            SPOOL,
            MAX_UPLOAD,
            MAX_UNPACKED,
            KEEP_UPLOADS,
            KEEP_JOBS,
            FAILURES,
            THREADS);

    private BatchCatalog() {}
}
