package dev.waybill.pid.intake;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;

import dev.waybill.pid.stac.StacApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers every question alike, or fails it, and keeps what was asked. */
final class FakeStacApi implements StacApi {
    final List<VersionQuery> queries = new ArrayList<>();
    final List<String> items = new ArrayList<>();
    private final @Nullable String item;
    private final @Nullable RuntimeException failure;

    private FakeStacApi(@Nullable String item, @Nullable RuntimeException failure) {
        this.item = item;
        this.failure = failure;
    }

    static FakeStacApi with(String item) {
        return new FakeStacApi(item.replace('\'', '"'), null);
    }

    static FakeStacApi failing(RuntimeException failure) {
        return new FakeStacApi(null, failure);
    }

    @Override
    public CompletionStage<ObjectNode> item(String collection, String itemId) {
        items.add(collection + "/" + itemId);
        return failure != null
                ? failedStage(failure)
                : completedStage((ObjectNode) JsonMapper.shared().readTree(item));
    }

    @Override
    public CompletionStage<Optional<String>> previousVersion(VersionQuery query) {
        queries.add(query);
        return failure != null ? failedStage(failure) : completedStage(Optional.of("previous.v1"));
    }
}
