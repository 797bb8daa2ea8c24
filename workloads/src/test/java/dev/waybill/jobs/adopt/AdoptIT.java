package dev.waybill.jobs.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.jobs.Cube;
import dev.waybill.jobs.claim.Claims;
import dev.waybill.jobs.discover.Discover;
import dev.waybill.jobs.discover.Reconcile;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.schema.Migrations;
import dev.waybill.local.postgres.IndexForm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class AdoptIT {
    private static final String SEED = """
            CREATE SCHEMA bnp;
            CREATE TYPE bnp.action AS ENUM ('process', 'update', 'delete');
            CREATE TYPE bnp.status AS ENUM ('running', 'failed', 'canceled', 'finished', 'skipped', 'lost');
            CREATE TABLE bnp.process_executions (id serial PRIMARY KEY, processor_id integer, worker_id text,
                action bnp.action, src_product_id integer, dst_path text, status bnp.status, err_msg text);
            CREATE FUNCTION bnp.get_next_processing_job(p_processor_id integer, p_worker_id text, p_src_pattern text DEFAULT 'MSIL1C')
                RETURNS integer LANGUAGE sql AS 'SELECT 1';
            """;

    private static Cube seeded() throws Exception {
        Cube cube = Cube.bare(IndexForm.AGDC);
        for (int number = 1; number <= 6; number++) {
            cube.add(number, "l1c", "//bucket/MSIL1C/" + number + ".stac.json");
        }
        cube.own(SEED);
        return cube;
    }

    private static void row(
            Cube cube, int processor, String action, @Nullable Integer source, @Nullable String dst, String status)
            throws Exception {
        cube.own(
                "INSERT INTO bnp.process_executions (processor_id, worker_id, action, src_product_id, dst_path, status, err_msg)"
                        + " VALUES (" + processor + ", 'pod', '" + action + "', " + source + ", "
                        + (dst == null ? "NULL" : "'" + dst + "'")
                        + ", '" + status + "', CASE WHEN '" + status + "' = 'failed' THEN 'no memory' END)");
    }

    @Test
    void eachSourceBecomesOneJobAndAllElseIsKept() throws Exception {
        try (Cube cube = seeded()) {
            row(cube, 1, "process", 1, "/out/1", "finished");
            row(cube, 1, "process", 1, null, "failed"); // a duplicate: it is finished all the same
            row(cube, 1, "process", 2, null, "failed");
            row(cube, 1, "process", 3, null, "running");
            row(cube, 1, "update", 4, "/out/4", "running");
            row(cube, 1, "process", 5, null, "skipped");
            row(cube, 3, "process", 5, null, "canceled");
            row(cube, 3, "process", 99, null, "running"); // the index does not have it
            row(cube, 3, "process", null, null, "running");

            Adopted adopted = new Adopt(cube.database).run();

            assertThat(adopted).isEqualTo(new Adopted("bnp_before", 9, 7, 1, 3, 1, 2));
            assertThat(adopted.sourceless()).isEqualTo(1);
            assertThat(cube.text(
                            "SELECT string_agg(concat_ws(' ', processor_id, source, action, status, execution, dst_path,"
                                    + " err_msg), E'\\n' ORDER BY processor_id, location_id) FROM bnp.sourced_job"))
                    .isEqualTo("""
                            1 1 process finished 1 /out/1
                            1 2 process failed 3 no memory
                            1 3 process ready 4
                            1 4 update ready 5 /out/4
                            1 5 process skipped 6
                            3 5 process canceled 7
                            3 99 process canceled 8 the source is gone from the index""");
            assertThat(cube.text("SELECT uri || ' ' || src || ' ' || product FROM bnp.source WHERE source = '3'"))
                    .isEqualTo("s3://bucket/MSIL1C/3.stac.json s3://bucket/MSIL1C/3.SAFE l1c");
            assertThat(cube.text("SELECT count(*) FROM bnp.execution")).isEqualTo("8");
            assertThat(cube.text("SELECT count(*) FROM bnp_before.process_executions"))
                    .isEqualTo("9");
            assertThat(cube.text("SELECT bnp_before.get_next_processing_job(1, 'pod')"))
                    .isEqualTo("1");
        }
    }

    @Test
    void afterwardsItGoesOnUnderTheSameNamesAndNumbers() throws Exception {
        try (Cube cube = seeded()) {
            row(cube, 1, "process", 1, "/out/1", "finished");
            row(cube, 1, "process", 3, null, "running");
            new Adopt(cube.database).run();
            // Who ran it before may still say how it ended.
            cube.own("SELECT bnp.report_finished_processing(1, 2)");
            Processor processor = cube.processors.enable(1);

            assertThat(new Discover(cube.database).pass(processor).changes().added())
                    .isEqualTo(4);
            assertThat(new Reconcile(cube.database).run(processor, false).changed())
                    .isZero();

            assertThat(
                            cube.text(
                                    "SELECT string_agg(location_id || ' ' || status, ', ' ORDER BY location_id) FROM bnp.sourced_job"))
                    .isEqualTo("1 finished, 2 ready, 3 finished, 4 ready, 5 ready, 6 ready");
            assertThat(cube.text("SELECT job_id FROM bnp.get_next_processing_job(1, 'pod')"))
                    .isEqualTo("3");
            assertThat(new Claims(cube.database).register(1, "pod").processorId())
                    .isEqualTo(1);
            assertThat(cube.text("SELECT string_agg(id || ' ' || src_product_id || ' ' || status, ', ' ORDER BY id)"
                            + " FROM bnp.process_executions"))
                    .startsWith("1 1 finished, 2 3 finished, 3 ");
        }
    }

    @Test
    void anInterruptedOneGoesOnAndAFinishedOneIsRefused() throws Exception {
        try (Cube cube = seeded()) {
            row(cube, 1, "process", 1, "/out/1", "finished");
            cube.own("ALTER SCHEMA bnp RENAME TO bnp_before");
            new Migrations(cube.database).install();
            var adopt = new Adopt(cube.database);

            assertThat(adopt.run().jobs()).isEqualTo(1);

            assertThatThrownBy(adopt::run)
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("were taken over before");
            assertThat(cube.text("SELECT count(*) FROM bnp.job")).isEqualTo("1");
        }
    }

    @Test
    void whatIsNotKnownIsNamedBeforeAnythingIsDone() throws Exception {
        try (Cube cube = seeded()) {
            row(cube, 1, "process", 1, null, "lost");
            assertThatThrownBy(() -> new Adopt(cube.database).run())
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("process/lost");

            cube.own("ALTER TABLE bnp.process_executions DROP COLUMN dst_path");
            assertThatThrownBy(() -> new Adopt(cube.database).run())
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("lacks the columns [dst_path]");
            assertThat(cube.text("SELECT count(*) FROM bnp.process_executions")).isEqualTo("1");
        }
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            assertThatThrownBy(() -> new Adopt(cube.database).run())
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageContaining("no table bnp.process_executions of another program");
            assertThat(cube.jobs("uri")).isEmpty();
        }
    }
}
