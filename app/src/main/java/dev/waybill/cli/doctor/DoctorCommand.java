package dev.waybill.cli.doctor;

import dev.waybill.cli.config.ClientConfiguration;
import dev.waybill.cli.config.PidConfiguration;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.jobs.NamedDatabase;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code doctor}: looks at everything a pipeline needs, and says what to mend. */
@Command(
        name = "doctor",
        description = {
            "Look at this machine, the settings, Kafka, the topics and the services that work is delivered to, and say what to mend.",
            "Changes nothing. The exit status is 4 where there is a problem; warnings are none."
        },
        footer = {
            "%nExamples:",
            "  waybill doctor",
            "  waybill doctor -c custom.toml -o json",
            "  waybill doctor batch jobs",
            "  waybill doctor files --topic raw --girder http://localhost:8020/api/v1"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("check", "result", "found", "next");
    private static final Set<String> SHARED = Set.of("kafka", "logging", "server");
    private static final List<String> SECRET_FILES = List.of(
            "WAYBILL_HANDLE_PASSWORD_FILE",
            "WAYBILL_BATCH_PASSWORD_FILE",
            "WAYBILL_KAFKA_SASL_PASSWORD_FILE",
            "WAYBILL_GIRDER_API_KEY_FILE",
            "WAYBILL_JOBS_PASSWORD_FILE");

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKLOAD",
            description = "pid, files, batch or jobs. Default: those of which anything is set, else pid.")
    private Set<Workload> workloads = EnumSet.noneOf(Workload.class);

    @Mixin
    private final FilesPlan files = new FilesPlan();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl or csv.")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Patience.Converter.class,
            description = "Whoever has not answered by then counts as a problem. Default: 3.")
    private Patience timeout = new Patience(Duration.ofSeconds(3));

    public DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        return (print(output, session.terminal().out()) ? ExitCode.FAILED : ExitCode.DONE).status();
    }

    /** Prints what is found, and returns whether there is a problem. */
    public boolean print(OutputFormat format, PrintStream out) throws InterruptedException {
        var findings = new Examination(timeout.whole()).run(checks());
        try (var rows = format.writer(COLUMNS, out)) {
            for (Finding finding : findings) {
                rows.row(List.of(finding.check(), finding.verdict(), shown(finding.found()), shown(finding.next())));
            }
        }
        return findings.stream().anyMatch(finding -> finding.verdict() == Verdict.PROBLEM);
    }

    private List<Check> checks() {
        var configuration = session.clientConfiguration("consumer");
        var asked = asked(configuration);
        List<Check> checks = new ArrayList<>();
        var plan = new Plan();
        if (asked.contains(Workload.PID)) {
            PidConfiguration pid = session.pidConfiguration();
            checks.add(new Check("settings", () -> SettingsCheck.of(pid, secretFiles(pid.secrets()))));
            if (pid.isUsable()) {
                PidPlan.addTo(plan, pid.run());
            }
        } else {
            var problems = configuration.problems();
            checks.add(new Check(
                    "settings",
                    () -> SettingsCheck.of(
                            problems.stream(), configuration.size(), secretFiles(configuration.secrets()))));
        }
        if (configuration.isUsable()) { // else what they say is not known
            addTo(plan, asked, configuration);
        }
        checks.addAll(plan.checks());
        return checks;
    }

    private void addTo(Plan plan, Set<Workload> asked, ClientConfiguration configuration) {
        if (asked.contains(Workload.FILES)) {
            files.addTo(plan, configuration, session);
        }
        if (asked.contains(Workload.BATCH)) {
            BatchPlan.addTo(plan, configuration, session, timeout);
        }
        if (asked.contains(Workload.JOBS)) {
            JobsPlan.addTo(plan, session, timeout);
        }
    }

    private Set<Workload> asked(ClientConfiguration configuration) {
        if (!workloads.isEmpty()) {
            return workloads;
        }
        var given = EnumSet.noneOf(Workload.class);
        var sections = configuration.sectionsGiven();
        if (sections.contains("files") || session.isOfOpenMsiStream() || files.isGiven()) {
            given.add(Workload.FILES);
        }
        if (sections.contains("batch")
                || session.variable("CLICKHOUSE_HOST").isPresent()
                || session.variable("BATCH_API_URL").isPresent()) {
            given.add(Workload.BATCH);
        }
        if (NamedDatabase.isNamed(session)) {
            given.add(Workload.JOBS);
        }
        boolean isOfPid = sections.stream()
                .anyMatch(section -> !SHARED.contains(section) && !section.equals("files") && !section.equals("batch"));
        if (given.isEmpty() || isOfPid) {
            given.add(Workload.PID);
        }
        return given;
    }

    private Stream<Path> secretFiles(Collection<String> secrets) {
        return Stream.concat(
                        session.configFile().stream().filter(file -> SettingsCheck.has(file, secrets)),
                        SECRET_FILES.stream().flatMap(name -> session.variable(name).map(Path::of).stream()))
                .distinct();
    }

    private String shown(String text) {
        return Plain.visible(session.redactor().redact(text));
    }
}
