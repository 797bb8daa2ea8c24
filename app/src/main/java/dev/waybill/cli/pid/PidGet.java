package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleValue;
import dev.waybill.pid.settings.PidSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code pid get}: shows records as the Handle service has them. */
@Command(
        name = "get",
        description = "Show handle records as the service has them.",
        footer = {
            "%nExamples:",
            "  waybill pid get 21.TEST/b06058a6-1077-35cb-9500-1ccbd341d309",
            "  waybill pid get CMIP6.ScenarioMIP.MPI-M.MPI-ESM1-2-LR.ssp126.r1i1p1f1.Amon.tas.gn.v20190710 -o json"
        })
final class PidGet implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "1..*",
            paramLabel = "HANDLE",
            description = "prefix/suffix, with or without hdl:; or the id of a dataset, whose PID is computed then.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    PidGet(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PidSettings settings = session.pidRun().settings();
        var client = new HandleClient(settings.handle());
        var missing = new ArrayList<String>();
        var columns = List.of("handle", "index", "type", "data");
        try (var rows = output.writer(columns, session.terminal().out())) {
            for (String name : names) {
                String handle = HandleNames.of(name, settings);
                Optional<HandleRecord> found = Answers.of(client.get(handle));
                if (found.isEmpty()) {
                    missing.add(handle);
                }
                for (HandleValue value : found.map(HandleRecord::values).orElse(List.of())) {
                    rows.row(List.of(handle, value.index(), value.type(), text(value.data())));
                }
            }
        }
        if (!missing.isEmpty()) {
            throw CommandException.at(
                    ExitCode.NOT_FOUND,
                    settings.handle().server().toString(),
                    "there is no handle " + String.join(", ", missing));
        }
        return ExitCode.DONE.status();
    }

    private static String text(JsonNode data) {
        JsonNode value = data.isObject() && data.has("value") ? data.path("value") : data;
        return value.isString() ? value.stringValue() : value.toString();
    }
}
