package dev.waybill.pid.intake;

import static dev.waybill.failure.DeliveryException.poison;
import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.pid.event.DatasetId;
import dev.waybill.pid.event.EventDecoder;
import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.PublicationEvent;
import dev.waybill.pid.event.PublicationEvent.Delete;
import dev.waybill.pid.event.PublicationEvent.Patch;
import dev.waybill.pid.event.PublicationEvent.Publish;
import dev.waybill.pid.event.PublicationEvent.Revoke;
import dev.waybill.pid.map.Publication;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.project.Project;
import dev.waybill.pid.project.Projects;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.settings.Withdrawal;
import dev.waybill.pid.stac.StacApi;
import dev.waybill.pid.stac.StacItem;
import dev.waybill.record.KafkaRecord;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a Kafka record into the plan of what to register. Asks the STAC API where the event alone does not say enough,
 * and never the Handle service.
 *
 * <p>Thread-safe: keeps no state of its own.
 */
public final class PidPlanner {
    private final MappingSettings settings;
    private final Projects projects;
    private final PatchedItems patchedItems;
    private final PreviousVersions previousVersions;
    private final DatasetHandles datasetHandles;

    public PidPlanner(MappingSettings settings, StacSettings stacSettings, StacApi stac, Projects projects) {
        this.settings = settings;
        this.projects = projects;
        this.patchedItems = new PatchedItems(stac);
        this.previousVersions = new PreviousVersions(stacSettings, stac);
        this.datasetHandles = new DatasetHandles(settings, stacSettings, stac);
    }

    /** A planner for the projects the settings name, asking the STAC API they name. */
    public static PidPlanner of(MappingSettings settings, StacSettings stac) {
        return new PidPlanner(settings, stac, StacApi.of(stac), Projects.installed(settings.projects()));
    }

    /** Which dataset the record is about, cheaply: what records are ordered by. Never fails. */
    public static String datasetIdOf(KafkaRecord record) {
        return DatasetId.of(record);
    }

    /** The plan, or a failure as a {@link dev.waybill.failure.DeliveryException}; throws nothing itself. */
    public CompletionStage<PidPlan> plan(KafkaRecord record) {
        try {
            return plan(EventDecoder.decode(record), record);
        } catch (RuntimeException e) {
            return failedStage(e);
        }
    }

    private CompletionStage<PidPlan> plan(PublicationEvent event, KafkaRecord record) {
        var item = event instanceof Publish publish ? Optional.of(publish.item()) : Optional.<ObjectNode>empty();
        var project = projects.serving(event.envelope().collection(), item);
        if (project.isEmpty()) {
            return completedStage(new PidPlan.Ignore(event.itemId(), "no project that is served here"));
        }
        if (event instanceof Publish publish) {
            return register(publish, record);
        } else if (event instanceof Patch patch) {
            return patchedItems.of(patch).thenCompose(publish -> register(publish, record));
        } else if (event instanceof Delete) {
            return withdraw(event, record, project.get(), settings.onDelete());
        } else if (event instanceof Revoke) {
            return withdraw(event, record, project.get(), settings.onRevoke());
        } else {
            throw new AssertionError(event);
        }
    }

    private CompletionStage<PidPlan> register(Publish event, KafkaRecord record) {
        var project = projects.serving(event.envelope().collection(), Optional.of(event.item()))
                .orElseThrow(() -> poison("item.collection: expected a project that is served here"));
        var findings = new Findings(settings.strict());
        var item = StacItem.read(event.itemId(), event.item(), findings);
        var time = EventTime.of(event.envelope(), record, findings);
        return previousVersions
                .of(event, project)
                .thenApply(previous -> project.plan(new Publication(item, time, previous, findings), settings));
    }

    private CompletionStage<PidPlan> withdraw(
            PublicationEvent event, KafkaRecord record, Project project, Withdrawal withdrawal) {
        var findings = new Findings(settings.strict());
        var time = EventTime.of(event.envelope(), record, findings);
        findings.refuse(event.itemId());
        return datasetHandles
                .of(event, project)
                .thenApply(handle -> new PidPlan.Withdraw(event.itemId(), handle, withdrawal, time));
    }
}
