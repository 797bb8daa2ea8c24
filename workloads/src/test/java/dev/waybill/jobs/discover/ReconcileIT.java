package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.jobs.Cube;
import dev.waybill.jobs.processor.PatternMode;
import dev.waybill.jobs.processor.Processor;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.SourcePolicies;
import dev.waybill.jobs.processor.SourcePolicies.OnGone;
import dev.waybill.jobs.processor.SourcePolicies.OnUpdate;
import dev.waybill.local.postgres.IndexForm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600)
final class ReconcileIT {
    private static final String STATE =
            "right(uri, 1) || ':', status, action, dst_path, CASE WHEN source_gone THEN 'gone' END";

    /** Four sources, of which the first was processed with an output, the second is running, the third has failed. */
    private static Processor prepared(Cube cube, SourcePolicies policies) throws Exception {
        for (int number = 1; number <= 4; number++) {
            cube.add(number, "l1c", "//bucket/" + number);
        }
        Processor processor = cube.create(cube.definition().withPolicies(policies));
        new Discover(cube.database).pass(processor);
        cube.own(
                "UPDATE bnp.job SET status = 'finished', execution = 11, dst_path = '/out/1' WHERE id IN (SELECT id FROM bnp.source WHERE uri = 's3://bucket/1')");
        cube.own(
                "UPDATE bnp.job SET status = 'running', execution = 12, worker = 'w', lease_until = now() + interval '1 hour',"
                        + " claimed_at = now(), claimed_hash = source_hash WHERE id IN (SELECT id FROM bnp.source WHERE uri = 's3://bucket/2')");
        cube.own(
                "UPDATE bnp.job SET status = 'failed', execution = 13, err_msg = 'no memory' WHERE id IN (SELECT id FROM bnp.source WHERE uri = 's3://bucket/3')");
        return processor;
    }

    private static void eachDataset(Cube cube, String change) throws Exception {
        for (int number = 1; number <= 4; number++) {
            switch (change) {
                case "archive" -> cube.archive(number);
                case "restore" -> cube.restore(number);
                case "purge" -> cube.purge(number);
                default -> cube.change(number, change);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedDocumentMakesAnUpdateOfWhatIsDoneAndNewWorkOfWhatHasFailed(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            eachDataset(cube, "{\"revision\": 2}");

            Changes dry = new Reconcile(cube.database).run(processor, true);
            Changes changes = new Reconcile(cube.database).run(processor, false);

            assertThat(changes).isEqualTo(new Changes(0, 0, 4, 0, 0, 0, 0, 0)).isEqualTo(dry);
            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: ready update /out/1", "2: running process", "3: ready process", "4: ready process");
            assertThat(new Reconcile(cube.database).run(processor, false)).isEqualTo(Changes.NONE);
            // What is running took the old one, and its report says so.
            cube.own("SELECT bnp.report(ARRAY[12::bigint], ARRAY['finished'], ARRAY[NULL], ARRAY['/out/2'])");
            assertThat(cube.jobs(STATE)).contains("2: ready update /out/2");
        }
    }

    @Test
    void aDatasetThatWasOnlyTouchedIsNotChanged() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);

            eachDataset(cube, "{}");
            eachDataset(cube, "{\"links\": [{\"href\": \"elsewhere\"}]}");
            assertThat(new Reconcile(cube.database).run(processor, false)).isEqualTo(Changes.NONE);
            cube.index(
                    "UPDATE agdc.dataset SET metadata = jsonb_set(metadata, '{properties,updated}', '\"2025-01-01\"')");

            assertThat(new Reconcile(cube.database).run(processor, false)).isEqualTo(Changes.NONE);
            assertThat(cube.jobs(STATE)).contains("1: finished process /out/1");
        }
    }

    @Test
    void aNewLocationIsAnUpdateAndAnOlderOneCountsAgainOnceTheNewerIsArchived() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            cube.index("INSERT INTO agdc.dataset_location (dataset_ref, uri_scheme, uri_body) VALUES (" + Cube.id(1)
                    + ", 's3', '//other/1')");

            Changes found = new Discover(cube.database).pass(processor).changes();
            assertThat(found.changed()).isEqualTo(1);
            assertThat(new Reconcile(cube.database).run(processor, false)).isEqualTo(Changes.NONE);
            assertThat(cube.jobs("status, action, uri")).contains("ready update s3://other/1");

            cube.index("UPDATE agdc.dataset_location SET archived = now() WHERE uri_body = '//other/1'");
            assertThat(new Reconcile(cube.database).run(processor, false).changed())
                    .isEqualTo(1);
            assertThat(cube.jobs("status, action, uri")).contains("ready update s3://bucket/1");
        }
    }

    @Test
    void changesAreLeftAloneWhereThePolicySaysSo() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            Processor processor = prepared(cube, new SourcePolicies(OnUpdate.IGNORE, OnGone.KEEP));
            eachDataset(cube, "{\"revision\": 2}");

            new Reconcile(cube.database).run(processor, false);

            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: finished process /out/1",
                            "2: running process",
                            "3: failed process",
                            "4: ready process");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOutputOfAnArchivedSourceIsKeptAndShownAndWhatWasNotBegunIsCanceled(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            eachDataset(cube, "archive");

            Changes dry = new Reconcile(cube.database).run(processor, true);
            Changes changes = new Reconcile(cube.database).run(processor, false);

            assertThat(changes).isEqualTo(new Changes(0, 0, 0, 0, 0, 4, 0, 0)).isEqualTo(dry);
            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: finished process /out/1 gone",
                            "2: running process gone",
                            "3: failed process gone",
                            "4: canceled process gone");

            eachDataset(cube, "restore");
            assertThat(new Reconcile(cube.database).run(processor, false).restored())
                    .isEqualTo(4);
            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: finished process /out/1",
                            "2: running process",
                            "3: failed process",
                            "4: ready process");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOutputOfAPurgedSourceIsDeletedWhereThePolicySaysSoAndARestoredOneIsProcessedAnew(IndexForm form)
            throws Exception {
        try (Cube cube = Cube.of(form)) {
            Processor processor = prepared(cube, new SourcePolicies(OnUpdate.UPDATE, OnGone.DELETE));
            eachDataset(cube, "purge");

            Changes dry = new Reconcile(cube.database).run(processor, true);
            Changes changes = new Reconcile(cube.database).run(processor, false);

            assertThat(changes).isEqualTo(new Changes(0, 0, 0, 0, 0, 4, 2, 0)).isEqualTo(dry);
            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: ready delete /out/1 gone",
                            "2: running process gone",
                            "3: failed process gone",
                            "4: canceled process gone");
            cube.own("SELECT bnp.report(ARRAY[12::bigint], ARRAY['finished'], ARRAY[NULL], ARRAY['/out/2'])");
            assertThat(cube.jobs(STATE)).contains("2: ready delete /out/2 gone");

            // One deletion is done before its source comes back, the other is not.
            cube.own(
                    "UPDATE bnp.job SET status = 'deleted', dst_path = NULL WHERE id IN (SELECT id FROM bnp.source WHERE uri = 's3://bucket/1')");
            cube.add(1, "l1c", "//bucket/1");
            cube.add(2, "l1c", "//bucket/2");
            Changes found = new Discover(cube.database).pass(processor).changes();
            assertThat(found.restored()).isEqualTo(2);
            assertThat(cube.jobs(STATE)).contains("1: ready process", "2: finished process /out/2");
        }
    }

    @Test
    void aDeletedOutputComesBackOnlyWithItsSource() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            cube.own(
                    "UPDATE bnp.job SET status = 'deleted', action = 'delete', dst_path = NULL WHERE id IN (SELECT id FROM bnp.source WHERE uri = 's3://bucket/1')");
            var reconcile = new Reconcile(cube.database);

            cube.change(1, "{\"revision\": 2}");
            reconcile.run(processor, false);
            assertThat(cube.jobs(STATE)).contains("1: deleted delete");

            cube.archive(1);
            reconcile.run(processor, false);
            cube.restore(1);
            reconcile.run(processor, false);
            assertThat(cube.jobs(STATE)).contains("1: ready process");
        }
    }

    @Test
    void onAnIndexWithoutLocationsAPassSeesChangesArchivalAndRestoration() throws Exception {
        try (Cube cube = Cube.of(IndexForm.ODC)) {
            Processor processor = prepared(cube, new SourcePolicies(OnUpdate.UPDATE, OnGone.DELETE));
            var discover = new Discover(cube.database);

            cube.change(1, "{\"revision\": 2}");
            assertThat(discover.pass(processor).changes().changed()).isEqualTo(1);
            assertThat(cube.jobs(STATE)).contains("1: ready update /out/1");
            cube.archive(1);
            assertThat(discover.pass(processor).changes()).isEqualTo(new Changes(0, 0, 0, 0, 0, 1, 1, 0));
            assertThat(cube.jobs(STATE)).contains("1: ready delete /out/1 gone");
            cube.restore(1);
            assertThat(discover.pass(processor).changes().restored()).isEqualTo(1);
            assertThat(cube.jobs(STATE)).contains("1: finished process /out/1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDiscoveryHasMissedIsFound(IndexForm form) throws Exception {
        try (Cube cube = Cube.of(form)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            cube.own(
                    "DELETE FROM bnp.job WHERE id IN (SELECT id FROM bnp.source WHERE uri IN ('s3://bucket/3', 's3://bucket/4'))");
            var reconcile = new Reconcile(cube.database);
            assertThat(new Discover(cube.database).pass(processor).changes().gone())
                    .isZero();
            assertThat(reconcile.isDue(processor, Duration.ofHours(1))).isTrue();

            Changes dry = reconcile.run(processor, true);
            assertThat(cube.jobs("uri")).as("after a dry run").hasSizeLessThanOrEqualTo(4);
            assertThat(reconcile.isDue(processor, Duration.ofHours(1))).isTrue();
            Changes changes = reconcile.run(processor, false);

            assertThat(changes).isEqualTo(dry);
            assertThat(cube.jobs("uri")).hasSize(4);
            assertThat(reconcile.isDue(processor, Duration.ofHours(1))).isFalse();
        }
    }

    @Test
    void anotherDefinitionTakesBackWhatWasNotBegunAndGivesItBackAgain() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            Processor processor = prepared(cube, SourcePolicies.DEFAULT);
            ProcessorDefinition definition = processor.definition();
            var reconcile = new Reconcile(cube.database);

            Processor narrow = cube.processors.update(
                    processor.id(),
                    definition.withSources(definition.sources().withPattern("/none", PatternMode.LITERAL)));
            assertThat(reconcile.run(narrow, true).unselected()).isEqualTo(1);
            assertThat(reconcile.run(narrow, false).unselected()).isEqualTo(1);
            assertThat(cube.jobs(STATE))
                    .containsExactly(
                            "1: finished process /out/1",
                            "2: running process",
                            "3: failed process",
                            "4: canceled process");

            Processor wide = cube.processors.update(processor.id(), definition);
            assertThat(reconcile.run(wide, false).selected()).isEqualTo(1);
            assertThat(cube.jobs(STATE)).contains("4: ready process");
        }
    }

    @Test
    void aPathThatTheRuleSaysNothingOfFailsWithTheReasonUntilTheRuleIsRight() throws Exception {
        try (Cube cube = Cube.of(IndexForm.AGDC)) {
            cube.add(1, "l1c", "//bucket/mapped/1.json");
            cube.add(2, "l1c", "//bucket/other/2.json");
            ProcessorDefinition definition = cube.definition();
            Processor processor = cube.create(definition.withSources(
                    definition.sources().withPathRule("^s3://bucket/mapped/(.*)\\.json$ => /mnt/\\1")));

            Changes found = new Discover(cube.database).pass(processor).changes();
            assertThat(found.added()).isEqualTo(2);
            assertThat(found.unmapped()).isEqualTo(1);
            assertThat(cube.jobs("status, src, err_msg"))
                    .containsExactly(
                            "ready /mnt/1",
                            "failed s3://bucket/other/2.json the processor's path rule says nothing of this uri");

            Processor better = cube.processors.update(
                    processor.id(),
                    definition.withSources(
                            definition.sources().withPathRule("^s3://bucket/[^/]+/(.*)\\.json$ => /mnt/\\1")));
            assertThat(new Reconcile(cube.database).run(better, false).selected())
                    .isEqualTo(1);
            assertThat(cube.jobs("status, src, err_msg")).containsExactly("ready /mnt/1", "ready /mnt/2");
        }
    }
}
