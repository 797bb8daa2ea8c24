package dev.waybill.pid.intake;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.PublicationEvent;
import dev.waybill.pid.map.ComputedPid;
import dev.waybill.pid.map.DatasetPid;
import dev.waybill.pid.project.Project;
import dev.waybill.pid.settings.MappingSettings;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.stac.StacApi;
import dev.waybill.pid.stac.StacItem;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/**
 * The handle of a dataset of which the event gives nothing but the id. It is computed from the id; where a project's
 * PIDs are not computed the item is asked for first, and its id is the last resort when the catalogue has it no more.
 */
final class DatasetHandles {
    private final MappingSettings settings;
    private final StacSettings stacSettings;
    private final StacApi stac;

    DatasetHandles(MappingSettings settings, StacSettings stacSettings, StacApi stac) {
        this.settings = settings;
        this.stacSettings = stacSettings;
        this.stac = stac;
    }

    CompletionStage<String> of(PublicationEvent event, Project project) {
        var collection = event.envelope().collection();
        if (project.hasComputedDatasetPids()
                || settings.forceDatasetPid()
                || stacSettings.baseUrl().isEmpty()
                || collection.isEmpty()) {
            return completedStage(handle(ComputedPid.ofDataset(event.itemId())));
        }
        return stac.item(collection.get(), event.itemId())
                .thenApply(Optional::of)
                .exceptionally(DatasetHandles::unlessUnknown)
                .thenApply(item -> handle(suffix(event.itemId(), item, project)));
    }

    private static Optional<ObjectNode> unlessUnknown(Throwable failure) {
        if (Failure.of(failure).failureClass() == FailureClass.POISON) {
            return Optional.empty();
        }
        throw failure instanceof RuntimeException known ? known : new CompletionException(failure);
    }

    private String suffix(String itemId, Optional<ObjectNode> json, Project project) {
        if (json.isEmpty()) {
            return ComputedPid.ofDataset(itemId);
        }
        var findings = new Findings(settings.strict());
        var item = StacItem.read(itemId, json.get(), new Findings(false));
        var suffix = DatasetPid.of(item, project.pidFields(), settings, findings);
        findings.refuse(itemId);
        return suffix;
    }

    private String handle(String suffix) {
        return settings.prefix() + "/" + suffix;
    }
}
