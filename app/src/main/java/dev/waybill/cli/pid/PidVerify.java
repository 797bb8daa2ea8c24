package dev.waybill.cli.pid;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.handle.HandleDifference;
import dev.waybill.pid.handle.HandleRecord;
import dev.waybill.pid.handle.HandleVerifier;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pid verify}: compares what the Handle service has with what events ask for. */
@Command(
        name = "verify",
        description = "Read back every handle that event files ask for, and say what differs. Changes nothing.",
        footer = {"%nExamples:", "  waybill pid verify dataset.json", "  waybill pid verify *.json -o csv"})
final class PidVerify implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Event files, as they are sent.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    PidVerify(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        PidSettings settings = session.pidRun().settings();
        var planner = PidPlanner.of(settings.mapping(), settings.stac());
        var verifier = new HandleVerifier(new HandleClient(settings.handle()));
        int wrong = 0;
        var columns = List.of("file", "handles", "state", "detail");
        try (var rows = output.writer(columns, session.terminal().out())) {
            for (Path file : files) {
                var record = KafkaRecord.of(file.toString(), 0, 0, null, Files.readAllBytes(file));
                Finding finding = verify(planner, verifier, record);
                rows.row(List.of(file, finding.handles(), finding.isRight() ? "ok" : "wrong", finding.detail()));
                wrong += finding.isRight() ? 0 : 1;
            }
        }
        return wrong == 0 ? ExitCode.DONE.status() : ExitCode.FAILED.status();
    }

    private record Finding(int handles, boolean isRight, String detail) {}

    private static Finding verify(PidPlanner planner, HandleVerifier verifier, KafkaRecord record) {
        PidPlan plan;
        try {
            plan = Answers.of(planner.plan(record));
        } catch (DeliveryException e) {
            return new Finding(0, false, e.failure().reason());
        }
        if (!(plan instanceof PidPlan.Register register)) {
            return new Finding(0, true, "asks for no record: " + plan.getClass().getSimpleName());
        }
        var expected = new ArrayList<HandleRecord>(register.files());
        expected.add(register.dataset());
        List<HandleDifference> differences = Answers.of(verifier.verify(expected));
        String detail = differences.isEmpty()
                ? register.dataset().handle()
                : differences.get(0).toString();
        return new Finding(expected.size(), differences.isEmpty(), detail);
    }
}
