package dev.waybill.cli.batch;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/** A model as a person names it: by its id, or by its name where only one has it. */
record ModelRef(String text) {
    JsonNode find(ApiClient api) throws IOException, InterruptedException {
        var named = api.get("/models?name=" + ApiClient.encoded(text));
        if (text.matches("[0-9a-f]{8}") && named.isEmpty()) {
            return api.get("/models/" + text);
        }
        if (named.isEmpty()) {
            throw CommandException.at(ExitCode.NOT_FOUND, text, "Model not found")
                    .expected("the id or the name of a model")
                    .next("waybill batch model list");
        }
        if (named.size() > 1) {
            throw CommandException.at(ExitCode.CONFLICT, text, named.size() + " models have this name")
                    .expected("an id")
                    .next("waybill batch model list");
        }
        return named.get(0);
    }

    String id(ApiClient api) throws IOException, InterruptedException {
        return find(api).path("id").asString("");
    }
}
