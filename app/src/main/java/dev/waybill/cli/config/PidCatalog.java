package dev.waybill.cli.config;

import static java.time.Duration.ofMillis;

import dev.waybill.cli.log.LogLevel;
import dev.waybill.pid.settings.HandleBackend;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.source.LostRecordsPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting of the PID workload. */
final class PidCatalog {
    private static final int ANY = Integer.MAX_VALUE;
    private static final Map<String, Withdrawal> WITHDRAWALS =
            words("tombstone", Withdrawal.TOMBSTONE, "retract", Withdrawal.RETRACT, "remove", Withdrawal.REMOVE);

    private static final Map<String, HandleBackend> BACKENDS =
            words("rest", HandleBackend.REST, "pyhandle", HandleBackend.REST, "jsonl", HandleBackend.JSONL);
    private static final Map<String, LostRecordsPolicy> LOST_RECORDS =
            words("stop", LostRecordsPolicy.STOP, "continue", LostRecordsPolicy.CONTINUE);
    private static final Map<String, LogLevel> LOG_LEVELS = words(
            "info",
            LogLevel.INFO,
            "debug",
            LogLevel.DEBUG,
            "warning",
            LogLevel.WARNING,
            "warn",
            LogLevel.WARNING,
            "error",
            LogLevel.ERROR);

    static final Setting<String> SERVERS = Setting.of(
                    "kafka.bootstrap.servers", Types.BROKERS, "Brokers to start from.")
            .fallback("localhost:9092")
            .aliases("kafka.metadata.broker.list");
    static final Setting<String> GROUP =
            Setting.of("kafka.group.id", Types.TEXT, "The consumer group.").fallback("piddiplatsch-001");
    static final Setting<String> OFFSET_RESET = Setting.of(
                    "kafka.auto.offset.reset",
                    Types.choice(offsetResets()),
                    "Where a group starts that has committed nothing.")
            .fallback("earliest");

    static final Setting<String> TOPIC =
            Setting.of("consumer.topic", Types.TEXT, "The topic that is read.").fallback("CMIP6");
    static final Setting<String> RETRY_TOPIC =
            Setting.of("consumer.retry_topic", Types.TEXT, "Where retry sends to; read as well.");
    static final Setting<Path> OUTPUT_DIR = Setting.of(
                    "consumer.output_dir", Types.PATH, "Root of failures/, dump/ and handles/.")
            .fallback("outputs");
    static final Setting<List<String>> PROJECTS = Setting.of(
                    "consumer.projects",
                    Types.NAMES,
                    "Processors that are served; \"all\" or an empty list: all that are installed.")
            .fallback("all")
            .aliases("consumer.processor", "plugin.processor");
    static final Setting<Integer> MAX_BUFFERED = Setting.of(
                    "consumer.max_buffered",
                    Types.whole(1, ANY),
                    "Records read and not yet settled, per partition; reading pauses there.")
            .fallback("10000");
    static final Setting<Duration> DRAIN_TIMEOUT = Setting.of(
                    "consumer.drain_timeout",
                    new DurationType(ofMillis(0)),
                    "How long stopping waits for what is under way.")
            .fallback("30s");
    static final Setting<Duration> COMMIT_INTERVAL = Setting.of(
                    "consumer.commit_interval", new DurationType(ofMillis(10)), "How often offsets are committed.")
            .fallback("250ms");

    static final Setting<LostRecordsPolicy> ON_LOST_RECORDS = Setting.of(
                    "consumer.on_lost_records",
                    Types.choice(LOST_RECORDS),
                    "What happens when the log lost records before they were read: the run stops, or reads what is left.")
            .fallback("stop");

    static final Setting<HandleBackend> BACKEND = Setting.of(
                    "handle.backend", Types.choice(BACKENDS), "The Handle service, or only files.")
            .fallback("rest");
    static final Setting<URI> SERVER = Setting.of("handle.server_url", Types.HTTP_ADDRESS, "The Handle service.")
            .fallback("http://localhost:8010");
    static final Setting<String> PREFIX = Setting.of(
                    "handle.prefix",
                    new HandlePrefixType(),
                    "The prefix of all handles; wins over the one of a source PID.")
            .fallback("21.TEST")
            .aliases("plugins.cmip6.handle_prefix");
    static final Setting<String> USERNAME = Setting.of(
                    "handle.username",
                    Types.TEXT,
                    "Name, or index:handle, or prefix/name; index 300 where none is given.")
            .fallback("testuser");
    static final Setting<String> PASSWORD = Setting.of("handle.password", Types.TEXT, "The secret key of that user.")
            .fallback("testpass")
            .hidden();
    static final Setting<Boolean> VERIFY_HTTPS = Setting.of(
                    "handle.verify_https", Types.SWITCH, "Whether the certificate of the Handle service is checked.")
            .fallback("true");
    static final Setting<Duration> HANDLE_TIMEOUT = Setting.of(
                    "handle.timeout", new DurationType(ofMillis(100)), "For one whole exchange.")
            .fallback("10s");
    static final Setting<Integer> MAX_IN_FLIGHT = Setting.of(
                    "handle.max_in_flight", Types.whole(1, 10_000), "Requests under way at once.")
            .fallback("64");
    static final Setting<Integer> MAX_RECORD_BYTES = Setting.of(
                    "handle.max_record_bytes",
                    Types.whole(1024, ANY),
                    "The largest record the service takes; a larger one is refused before it is sent.")
            .fallback("262144");

    static final Setting<URI> STAC =
            Setting.of("stac.base_url", Types.HTTP_ADDRESS, "The STAC API that is asked for the item behind a PATCH.");
    static final Setting<Duration> STAC_TIMEOUT = Setting.of(
                    "stac.timeout", new DurationType(ofMillis(100)), "For one whole exchange.")
            .fallback("10s");
    static final Setting<Boolean> LOOKUP = Setting.of(
                    "lookup.enabled", Types.SWITCH, "Whether a dataset names its previous version.")
            .fallback("false");

    static final Setting<Boolean> STRICT = Setting.of(
                    "schema.strict_mode", Types.SWITCH, "Whether an asset that does not validate refuses its event.")
            .fallback("true");
    static final Setting<URI> LANDING_PAGE = mapping(
            "landing_page_url",
            Types.HTTP_ADDRESS,
            "What the URL of a handle starts with.",
            "https://handle-esgf.dkrz.de/lp");
    static final Setting<Integer> MAX_PARTS =
            mapping("max_parts", Types.whole(-1, ANY), "How many parts a dataset names at most; -1: all.", "-1");
    static final Setting<List<String>> EXCLUDED_ASSETS = mapping(
            "excluded_asset_keys",
            Types.NAMES,
            "Assets that are no files of the dataset.",
            "reference_file,globus,thumbnail,quicklook");
    static final Setting<Boolean> FORCE_DATASET_PID = mapping(
            "force_dataset_pid", Types.SWITCH, "Compute the dataset's PID even where the item brings one.", "false");
    static final Setting<Withdrawal> ON_DELETE = Setting.of(
                    "pid.on_delete", Types.choice(WITHDRAWALS), "What a DELETE does to the handles.")
            .fallback("tombstone");
    static final Setting<Withdrawal> ON_REVOKE = Setting.of(
                    "pid.on_revoke", Types.choice(WITHDRAWALS), "What a soft revoke does to the handles.")
            .fallback("retract");

    static final Setting<Integer> ATTEMPTS = Setting.of(
                    "retry.attempts", Types.whole(1, 1000), "Attempts, at least, before a record may be parked.")
            .fallback("8");
    static final Setting<Integer> OTHER_KEYS = Setting.of(
                    "retry.other_keys",
                    Types.whole(0, 100_000),
                    "Other keys the sink must deliver meanwhile before a record is blamed.")
            .fallback("20");
    static final Setting<Duration> FIRST_PAUSE = Setting.of(
                    "retry.first_pause",
                    new DurationType(ofMillis(1)),
                    "Before the second attempt; doubles from there.")
            .fallback("200ms")
            .aliases("consumer.transient.backoff_initial", "consumer.transient_backoff_initial");
    static final Setting<Duration> LONGEST_PAUSE = Setting.of(
                    "retry.longest_pause", new DurationType(ofMillis(1)), "Where the doubling ends.")
            .fallback("30s")
            .aliases("consumer.transient.backoff_max", "consumer.transient_backoff_max");

    static final Setting<LogLevel> LOG_LEVEL = Setting.of(
                    "logging.level", Types.choice(LOG_LEVELS), "How much is logged.")
            .fallback("info");
    static final Setting<Path> LOG_FILE =
            Setting.of("logging.file", Types.PATH, "Where the log goes; standard error where none is given.");

    static final List<Setting<?>> ALL = List.of(
            SERVERS,
            GROUP,
            OFFSET_RESET,
            TOPIC,
            RETRY_TOPIC,
            OUTPUT_DIR,
            PROJECTS,
            MAX_BUFFERED,
            DRAIN_TIMEOUT,
            COMMIT_INTERVAL,
            ON_LOST_RECORDS,
            BACKEND,
            SERVER,
            PREFIX,
            USERNAME,
            PASSWORD,
            VERIFY_HTTPS,
            HANDLE_TIMEOUT,
            MAX_IN_FLIGHT,
            MAX_RECORD_BYTES,
            STAC,
            STAC_TIMEOUT,
            LOOKUP,
            STRICT,
            LANDING_PAGE,
            MAX_PARTS,
            EXCLUDED_ASSETS,
            FORCE_DATASET_PID,
            ON_DELETE,
            ON_REVOKE,
            ATTEMPTS,
            OTHER_KEYS,
            FIRST_PAUSE,
            LONGEST_PAUSE,
            LOG_LEVEL,
            LOG_FILE);

    private PidCatalog() {}

    private static <T> Setting<T> mapping(String name, ValueType<T> type, String meaning, String fallback) {
        return Setting.of("plugins.cmip6." + name, type, meaning)
                .fallback(fallback)
                .aliases("cmip6." + name);
    }

    /** The words of librdkafka mean the same as Kafka's own. */
    private static Map<String, String> offsetResets() {
        return words(
                "earliest",
                "earliest",
                "latest",
                "latest",
                "none",
                "none",
                "smallest",
                "earliest",
                "beginning",
                "earliest",
                "largest",
                "latest",
                "end",
                "latest",
                "error",
                "none");
    }

    @SuppressWarnings("unchecked") // words and values alternate
    private static <T> Map<String, T> words(Object... pairs) {
        Map<String, T> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put((String) pairs[i], (T) pairs[i + 1]);
        }
        return words;
    }
}
