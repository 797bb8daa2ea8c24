package dev.waybill.cli.batch;

import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How models are printed. Filled by the parser, once. */
final class ModelOutput {
    private enum Format {
        LINE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "line (default): id, name and schema, as the seed has them; json: all that the API says.")
    private Format format = Format.LINE;

    String text(JsonNode answer) {
        if (format == Format.JSON) {
            return answer.toPrettyString();
        }
        return answer.isArray() ? SeedJson.models(answer) : SeedJson.model(answer);
    }
}
