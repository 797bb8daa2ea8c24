package dev.waybill.cli.batch;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How jobs are printed. Filled by the parser, once. */
final class JobOutput {
    private enum Format {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default) or json: all that the API says.")
    private Format format = Format.TABLE;

    void print(JsonNode job, PrintStream out) {
        if (format == Format.JSON) {
            out.println(job.toPrettyString());
        } else {
            table(List.of(job), out);
        }
    }

    void printAll(List<JsonNode> jobs, PrintStream out) {
        if (format == Format.JSON) {
            var array = JsonMapper.shared().createArrayNode();
            array.addAll(new ArrayList<>(jobs));
            out.println(array.toPrettyString());
        } else {
            table(jobs, out);
        }
    }

    private static void table(List<JsonNode> jobs, PrintStream out) {
        out.println(JobTable.HEADER);
        jobs.forEach(job -> out.println(JobTable.row(JobView.of(job))));
    }
}
