package dev.waybill.pid.intake;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.waybill.pid.event.PublicationEvent.Publish;
import dev.waybill.pid.project.Project;
import dev.waybill.pid.settings.StacSettings;
import dev.waybill.pid.stac.StacApi;
import dev.waybill.pid.stac.StacApi.VersionQuery;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The version before that of an event, where it is asked for and the project can tell. */
final class PreviousVersions {
    private final StacSettings settings;
    private final StacApi stac;

    PreviousVersions(StacSettings settings, StacApi stac) {
        this.settings = settings;
        this.stac = stac;
    }

    CompletionStage<Optional<String>> of(Publish event, Project project) {
        var collection = event.item().path("collection").asString("");
        var asked = event.envelope().collection().orElse(collection);
        if (!settings.lookupPrevious() || project.versionFacets().isEmpty() || asked.isBlank()) {
            return completedStage(Optional.empty());
        }
        return stac.previousVersion(new VersionQuery(asked, event.itemId(), project.name(), project.versionFacets()));
    }
}
