package dev.waybill.cli.demo;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.database.DatabaseSettings;
import dev.waybill.jobs.processor.Effort;
import dev.waybill.jobs.processor.IndexKind;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.SourcePolicies;
import dev.waybill.jobs.processor.SourcePolicies.OnGone;
import dev.waybill.jobs.processor.SourcePolicies.OnUpdate;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.jobs.schema.Migrations;
import java.util.List;
import java.util.Map;

/**
 * The database of the jobs story: as its workers see it, and as the owner of the index does. Thread-safe.
 *
 * @param scenes the processor whose outputs go when their sources go
 * @param maps the one whose jobs a command does
 * @param landsat the one that keeps outputs whatever becomes of their sources
 */
record JobsSite(String url, Database jobs, Database owner, int scenes, int maps, int landsat) implements AutoCloseable {
    private static final Effort QUICK =
            Effort.DEFAULT.withLease(ofSeconds(3)).withAttempts(10).withBackoff(ofMillis(300), ofSeconds(2));

    /** @param url with user and password; the owner of the index has the same password */
    static JobsSite prepare(String url) {
        var jobs = Database.open(DatabaseSettings.of(url));
        new Migrations(jobs).install();
        var processors = new Processors(jobs);
        return new JobsSite(
                url,
                jobs,
                Database.open(DatabaseSettings.of(url.replace("user=waybill", "user=datacube"))
                        .withConnections(1)),
                create(processors, "scenes", List.of("s2_msil1c", "s2_msil2a_cog"), OnGone.DELETE),
                create(processors, "maps", List.of("nmd_land_cover"), OnGone.KEEP),
                create(processors, "landsat", List.of("ls8_c2l2"), OnGone.KEEP));
    }

    private static int create(Processors processors, String name, List<String> products, OnGone onGone) {
        var definition = ProcessorDefinition.of(
                        name,
                        SourceSelection.ofProducts(IndexKind.AGDC, products).withPathRule("none"))
                .withEffort(QUICK)
                .withPolicies(new SourcePolicies(OnUpdate.UPDATE, onGone));
        return processors.create(definition).id();
    }

    Map<String, String> environment() {
        return Map.of("WAYBILL_JOBS_URL", url);
    }

    long number(String query) {
        return jobs.call(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    @Override
    public void close() {
        jobs.close();
        owner.close();
    }
}
