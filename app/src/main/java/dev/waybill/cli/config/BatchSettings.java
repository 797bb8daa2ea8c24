package dev.waybill.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the settings say of batches. */
public record BatchSettings(Store store, Intake intake, Work work) {
    private static final String HOST = "CLICKHOUSE_HOST";
    private static final String PORT = "CLICKHOUSE_PORT";

    /**
     * Where rows go.
     *
     * @param address of the HTTP interface
     */
    public record Store(URI address, String database, String user, Optional<String> password) {
        @Override
        public String toString() {
            return "Store[address=" + address + ", database=" + database + ", user=" + user + "]"; // no secrets
        }
    }

    /**
     * What an API takes, and how long it keeps what is not needed any more.
     *
     * @param maxUnpacked of a file that is compressed
     * @param keepUploads since anything of it came
     */
    public record Intake(
            Path spool, ByteSize maxUpload, ByteSize maxUnpacked, Duration keepUploads, KeepJobs keepJobs) {}

    /** How a worker works. */
    public record Work(Path failures, int threads) {}

    static BatchSettings of(Values values, Map<String, String> environment) {
        return new BatchSettings(
                new Store(
                        address(values, environment),
                        values.get(BatchCatalog.DATABASE),
                        seeds(values, BatchCatalog.USER, environment, "CLICKHOUSE_USER")
                                .orElseThrow(),
                        seeds(values, BatchCatalog.PASSWORD, environment, "CLICKHOUSE_PASSWORD")),
                new Intake(
                        values.get(BatchCatalog.SPOOL),
                        values.get(BatchCatalog.MAX_UPLOAD),
                        values.get(BatchCatalog.MAX_UNPACKED),
                        values.get(BatchCatalog.KEEP_UPLOADS),
                        values.get(BatchCatalog.KEEP_JOBS)),
                new Work(values.get(BatchCatalog.FAILURES), values.get(BatchCatalog.THREADS)));
    }

    private static URI address(Values values, Map<String, String> environment) {
        boolean isSeeds =
                given(environment, HOST).isPresent() || given(environment, PORT).isPresent();
        if (!isSeeds || isStronger(values, BatchCatalog.CLICKHOUSE)) {
            return values.get(BatchCatalog.CLICKHOUSE);
        }
        String host = given(environment, HOST).orElse("localhost");
        String port = given(environment, PORT).orElse("8123");
        return Types.HTTP_ADDRESS.parse("http://" + host + ":" + port);
    }

    /** The seed's variable wins over a file, and ours over the seed's. */
    private static Optional<String> seeds(
            Values values, Setting<String> setting, Map<String, String> environment, String variable) {
        Optional<String> theirs = given(environment, variable);
        return theirs.isPresent() && !isStronger(values, setting) ? theirs : values.find(setting);
    }

    private static boolean isStronger(Values values, Setting<?> setting) {
        Origin origin = values.origin(setting);
        return origin instanceof Origin.Variable || origin instanceof Origin.Flag;
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
