package dev.waybill.batch.store;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold of every server that rows are stored in, old or new, embedded or real. */
abstract class StoreContract {
    private static final AtomicInteger LAST_MODEL = new AtomicInteger();
    private static final List<String> COLUMNS = List.of("event_id", "timestamp", "amount");
    private static final List<TableColumn> PURCHASES = List.of(
            new TableColumn("event_id", "String"),
            new TableColumn("timestamp", "UInt32"),
            new TableColumn("amount", "Float64"));

    /** Every test has a table of its own. */
    protected final String model = "m%07x".formatted(LAST_MODEL.incrementAndGet());

    protected final ClickHouse server = new ClickHouse(ClickHouseSettings.of(address()));
    protected final Tables tables = new Tables(server);
    protected final DataRows rows = new DataRows(server);
    protected final RejectedRows rejected = new RejectedRows(server);

    protected abstract URI address();

    @BeforeEach
    void prepare() {
        tables.prepareData(model, PURCHASES);
        tables.prepareRejected();
    }

    @Test
    void aBlockThatIsSentAgainIsThereOnce() {
        StoredBlock first = store("job1", 0, encoded(0, 1000));
        StoredBlock second = store("job1", 0, encoded(0, 1000));
        store("job1", 1, encoded(1000, 5));

        assertThat(first).isEqualTo(second).isEqualTo(new StoredBlock(1000, List.of()));
        assertThat(rows.count(model, "job1")).isEqualTo(1005);
        assertThat(server.query("SELECT count(), uniqExact(event_id), sum(timestamp) FROM data_" + model))
                .isEqualTo("1005\t1005\t504510\n");
    }

    @Test
    void equalRowsOfDifferentBlocksAreAllStored() {
        store("job1", 0, encoded(0, 10));
        store("job1", 1, encoded(0, 10));
        store("job2", 0, encoded(0, 10));

        assertThat(rows.count(model, "job1")).isEqualTo(20);
        assertThat(rows.count(model, "job2")).isEqualTo(10);
        assertThat(rows.count(model, new Origin("job1", 1, 1))).isEqualTo(10);
    }

    @Test
    void anEmptyBlockAsksNothingOfTheServer() {
        assertThat(store("job1", 0, encoded(0, 0))).isEqualTo(new StoredBlock(0, List.of()));
    }

    @Test
    void theQueryOfTheSeedPrintsItsColumnsFirst() {
        store("job1", 0, encoded(1, 2));

        List<String> lines = server.query("SELECT * FROM data_" + model + " ORDER BY event_id")
                .lines()
                .toList();

        assertThat(lines.get(0)).startsWith("e1\t1\t0.5");
        assertThat(lines.get(1)).startsWith("e2\t2\t1");
        if (server.version().hasTokens()) {
            assertThat(lines).containsExactly("e1\t1\t0.5", "e2\t2\t1");
        }
    }

    @Test
    void aRowThatTheServerDoesNotTakeIsFoundAndTheOthersAreStoredOnce() {
        EncodedRows cut = withoutItsLastBytes(encoded(0, 100));

        StoredBlock first = store("job1", 0, cut);
        StoredBlock second = store("job1", 0, cut);

        assertThat(first).isEqualTo(second);
        assertThat(first.stored()).isEqualTo(99);
        assertThat(first.refused()).hasSize(1);
        assertThat(first.refused().get(0).index()).isEqualTo(99);
        assertThat(first.refused().get(0).reason()).contains("Code: 33");
        assertThat(rows.count(model, "job1")).isEqualTo(99);
    }

    @Test
    void theRowsOfOneJobAreRemovedAndThoseOfOthersStay() {
        store("job1", 0, encoded(0, 10));
        store("job1", 1, encoded(10, 10));
        store("job2", 0, encoded(20, 10));

        long removed = rows.remove(model, "job1");

        assertThat(removed).isEqualTo(20);
        assertThat(rows.remove(model, "none")).isZero();
        org.awaitility.Awaitility.await().atMost(ofMinutes(2)).until(() -> rows.count(model, "job1") == 0);
        assertThat(rows.count(model, "job2")).isEqualTo(10);
    }

    @Test
    void whereThereIsNoTableThereAreNoRows() {
        assertThat(rows.count(model + "none", "job1")).isZero();
        assertThat(rows.count(model + "none", new Origin("job1", 0, 1))).isZero();
        assertThat(rows.remove(model + "none", "job1")).isZero();
    }

    @Test
    void aColumnThatTheModelHasGainedIsAddedBehindItsOthers() {
        store("job1", 0, encoded(0, 1));
        var wider = new ArrayList<>(PURCHASES);
        wider.add(new TableColumn("note", "Nullable(String)"));

        tables.prepareData(model, wider);
        tables.prepareData(model, wider);

        assertThat(server.query("SELECT * FROM data_" + model)).startsWith("e0\t0\t0\t\\N");
        assertThat(server.query("DESCRIBE TABLE data_" + model).lines().map(line -> line.replaceFirst("\t.*", "")))
                .startsWith("event_id", "timestamp", "amount", "note");
        store("job1", 1, encoded(1, 1));
        assertThat(rows.count(model, "job1")).isEqualTo(2);
    }

    @Test
    void aTypeThatChangedIsRefusedByName() {
        List<TableColumn> other = List.of(
                new TableColumn("event_id", "String"),
                new TableColumn("timestamp", "UInt64"),
                new TableColumn("amount", "Float32"));

        assertThatThrownBy(() -> tables.prepareData(model, other))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.MISCONFIGURED))
                .hasMessageContaining("column \"timestamp\" is UInt32, the model says UInt64")
                .hasMessageContaining("column \"amount\" is Float64, the model says Float32");
    }

    @Test
    void aTableOfSomeoneElseIsAdopted() {
        String foreign = model + "f";
        server.execute("CREATE TABLE data_" + foreign
                + " (event_id String, timestamp UInt32, amount Float64) ENGINE = MergeTree ORDER BY event_id");
        server.execute("INSERT INTO data_" + foreign + " VALUES ('old', 1, 1)");

        tables.prepareData(foreign, PURCHASES);
        var origin = new Origin("job1", 0, 1);
        rows.store(foreign, COLUMNS, origin, encoded(0, 10));
        rows.store(foreign, COLUMNS, origin, encoded(0, 10));

        assertThat(rows.count(foreign, "job1")).isEqualTo(10);
        assertThat(server.query("SELECT count() FROM data_" + foreign)).isEqualTo("11\n");
    }

    @Test
    void namesOfColumnsMayBeAnyText() {
        String hostile = model + "h";
        List<String> names = List.of("a`b", "c'd\\", "e\"f; DROP TABLE data_" + model, "ü 字");
        List<TableColumn> columns =
                names.stream().map(name -> new TableColumn(name, "UInt32")).toList();
        var bytes = new RowBinary().uint32(1).uint32(2).uint32(3).uint32(4).toBytes();

        tables.prepareData(hostile, columns);
        tables.prepareData(hostile, columns);
        rows.store(
                hostile,
                names,
                new Origin("job1", 0, 1),
                new EncodedRows(1, (from, to) -> java.nio.ByteBuffer.wrap(bytes, 0, (to - from) * bytes.length)));

        assertThat(server.query("SELECT * FROM data_" + hostile)).startsWith("1\t2\t3\t4");
        assertThat(rows.count(model, "job1")).isZero();
    }

    @Test
    void theTypesOfAnEnumMayComeInAnyOrder() {
        String other = model + "e";
        var columns = List.of(
                new TableColumn("event_id", "String"),
                new TableColumn("state", "Enum8('open' = 2, 'shut, \\'x' = 1)"),
                new TableColumn("price", "Decimal(10,2)"));

        tables.prepareData(other, columns);
        tables.prepareData(other, columns);

        assertThat(server.query("SELECT count() FROM data_" + other)).isEqualTo("0\n");
    }

    @Test
    void rejectedRowsAreStoredOnceWithAllThatIsKnownOfThem() {
        String job = "rejects" + model;
        var cells = List.of(
                new RejectedRow(
                        3,
                        4,
                        "1001abcd",
                        "timestamp",
                        "TIMESTAMP",
                        "MISSING_COLUMN",
                        "",
                        "The required column 'timestamp' is missing",
                        "1001abcd,,5"),
                new RejectedRow(
                        3,
                        4,
                        "1001abcd",
                        "amount",
                        "Float64",
                        "INVALID_FLOAT64",
                        "x\ty",
                        "expected a number, got \"x\ty\"",
                        ""));

        rejected.store(new Origin(job, 0, 1), cells);
        rejected.store(new Origin(job, 0, 1), cells);

        assertThat(rejected.count(job)).isEqualTo(2);
        assertThat(server.query("SELECT job_id, row, event_id, column, type, error, observed, message, line, original"
                        + " FROM rejected_rows WHERE job_id = '" + job + "' ORDER BY column"))
                .isEqualTo(job + "\t3\t1001abcd\tamount\tFloat64\tINVALID_FLOAT64\tx\\ty\texpected a number, got"
                        + " \"x\\ty\"\t4\t\n" + job + "\t3\t1001abcd\ttimestamp\tTIMESTAMP\tMISSING_COLUMN\t\tThe"
                        + " required column \\'timestamp\\' is missing\t4\t1001abcd,,5\n");
    }

    @Test
    void manyRejectedRowsGoInSeveralInserts() {
        String job = "many" + model;
        var cells = new ArrayList<RejectedRow>();
        for (int row = 1; row <= 300; row++) {
            String original = Integer.toString(row).repeat(30_000);
            cells.add(new RejectedRow(row, row + 1, "e", "amount", "Float64", "BAD", "x", "bad", original));
            cells.add(new RejectedRow(row, row + 1, "e", "timestamp", "UInt32", "BAD", "x", "bad", ""));
        }

        rejected.store(new Origin(job, 7, 1), cells);
        rejected.store(new Origin(job, 7, 1), cells);

        assertThat(rejected.count(job)).isEqualTo(600);
    }

    @Test
    void manyWorkersStoreManyBlocksEachOnce() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(6);
        try {
            var done = new ArrayList<Future<?>>();
            for (int i = 0; i < 40; i++) {
                int block = i;
                done.add(workers.submit(() -> {
                    store("job1", block, encoded(block * 100, 100));
                    store("job1", block, encoded(block * 100, 100));
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(server.query("SELECT count(), uniqExact(event_id) FROM data_" + model))
                .isEqualTo("4000\t4000\n");
    }

    @Test
    void aTableThatIsGoneNeedsAnOperator() {
        server.execute("DROP TABLE data_" + model);

        assertThatThrownBy(() -> store("job1", 0, encoded(0, 1)))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        e -> assertThat(e.failure().failureClass()).isEqualTo(FailureClass.MISCONFIGURED))
                .hasMessageContaining("Code: 60");
    }

    protected StoredBlock store(String job, int block, EncodedRows encoded) {
        return rows.store(model, COLUMNS, new Origin(job, block, 1), encoded);
    }

    /** Rows e0, e1 and so on, their number as the time, half of it as the amount. */
    protected static EncodedRows encoded(int first, int count) {
        var bytes = new RowBinary();
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i] = bytes.size();
            int number = first + i;
            bytes.text("e" + number).uint32(number).uint64(Double.doubleToLongBits(number / 2.0));
        }
        starts[count] = bytes.size();
        byte[] all = bytes.toBytes();
        return new EncodedRows(
                count, (from, to) -> java.nio.ByteBuffer.wrap(all, starts[from], starts[to] - starts[from]));
    }

    private static EncodedRows withoutItsLastBytes(EncodedRows whole) {
        int last = whole.count() - 1;
        return new EncodedRows(whole.count(), (from, to) -> {
            java.nio.ByteBuffer bytes = whole.range().bytes(from, to);
            if (to > last) {
                bytes.limit(bytes.limit() - 14);
            }
            return bytes;
        });
    }
}
