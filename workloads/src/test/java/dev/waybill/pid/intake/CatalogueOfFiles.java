package dev.waybill.pid.intake;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.stac.StacApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A catalogue whose items are files named by their ids. */
record CatalogueOfFiles(Path directory) implements StacApi {
    @Override
    public CompletionStage<ObjectNode> item(String collection, String itemId) {
        var file = directory.resolve(itemId + ".json");
        return Files.exists(file)
                ? completedStage((ObjectNode) JsonMapper.shared().readTree(Samples.bytes(file)))
                : failedStage(DeliveryException.poison("no item " + itemId));
    }

    @Override
    public CompletionStage<Optional<String>> previousVersion(VersionQuery query) {
        return completedStage(Optional.empty());
    }
}
