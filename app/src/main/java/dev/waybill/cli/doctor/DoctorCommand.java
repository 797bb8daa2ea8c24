package dev.waybill.cli.doctor;

import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.settings.HandleBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: looks at everything a pipeline needs, and says what to mend. */
@Command(
        name = "doctor",
        description = {
            "Look at this machine, the settings, Kafka, the topics and the Handle service, and say what to mend.",
            "Changes nothing; takes three seconds at most. The exit status is 4 where there is a problem; warnings are none."
        },
        footer = {"%nExamples:", "  waybill doctor", "  waybill doctor -c custom.toml -o json"})
public final class DoctorCommand implements Callable<Integer> {
    private static final Duration WITHIN = Duration.ofSeconds(3);
    private static final List<String> COLUMNS = List.of("check", "result", "found", "next");

    private final Session session;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        PidConfiguration configuration = session.pidConfiguration();
        var findings = new Examination(WITHIN).run(checks(configuration));
        try (var rows = output.writer(COLUMNS, session.terminal().out())) {
            for (Finding finding : findings) {
                rows.row(List.of(finding.check(), finding.verdict(), shown(finding.found()), shown(finding.next())));
            }
        }
        return (findings.stream().anyMatch(finding -> finding.verdict() == Verdict.PROBLEM)
                        ? ExitCode.FAILED
                        : ExitCode.DONE)
                .status();
    }

    private List<Check> checks(PidConfiguration configuration) {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("settings", () -> SettingsCheck.of(configuration, secretFiles(configuration))));
        if (!configuration.isUsable()) {
            checks.addAll(MachineChecks.of(Path.of("")));
            return checks; // what they say is not known
        }
        PidRun run = configuration.run();
        var settings = run.settings();
        checks.addAll(MachineChecks.of(settings.outputDir()));
        var topics = Stream.concat(Stream.of(settings.topic()), settings.retryTopic().stream())
                .distinct()
                .toList();
        var kafka = new KafkaCheck(settings.kafka(), run.delivery().resume().chars());
        checks.add(new Check("kafka", () -> kafka.of(topics)));
        if (run.backend() == HandleBackend.REST) {
            checks.add(new Check("handle service", () -> HandleCheck.of(settings.handle())));
        }
        return checks;
    }

    private Stream<Path> secretFiles(PidConfiguration configuration) {
        return Stream.concat(
                        session.options().config().stream()
                                .filter(file -> SettingsCheck.has(file, configuration.secrets())),
                        session.variable("WAYBILL_HANDLE_PASSWORD_FILE").map(Path::of).stream())
                .distinct();
    }

    private String shown(String text) {
        return Plain.visible(session.redactor().redact(text));
    }
}
