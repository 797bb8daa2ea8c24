package dev.waybill.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.config.ShownSetting;
import dev.waybill.cli.doctor.DoctorCommand;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.output.Plain;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.session.Version;
import dev.waybill.server.presence.Presence;
import dev.waybill.server.presence.PresenceFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/** Gathers the parts of a bundle. Every text has passed the redactor. Used by one thread. */
final class Contents {
    private static final Set<String> FOLDERS = Set.of("consumer.output_dir", "batch.spool", "batch.failures");
    private static final List<String> USUAL_FOLDERS =
            List.of("failures", "outputs", "batch-spool", "batch-failures", "GirderUploadStreamProcessor_output");

    private final Session session;
    private final List<Part> parts = new ArrayList<>();

    Contents(Session session) {
        this.session = session;
    }

    /** All of them, with the list of them first. */
    List<Part> gather() throws InterruptedException {
        session.learnSecretsOfEnvironment();
        add("versions.txt", "Waybill, Java, system", versions());
        var settings = session.pidConfiguration().shown();
        add("settings.txt", "each setting with its origin, secrets masked", settings(settings));
        add("variables.txt", "names of environment variables, without their values", variables());
        add("doctor.json", "what waybill doctor found", doctor());
        for (Presence process : session.runFolder().map(PresenceFolder::running).orElse(List.of())) {
            addProcess(process);
        }
        logFile(settings).ifPresent(file -> add("log.txt", "the last lines of " + file, Tail.of(file)));
        add("folders.txt", "names, sizes and modes in the folders that are written to", folders(settings));
        parts.add(0, new Part("manifest.txt", "this list", manifest()));
        return List.copyOf(parts);
    }

    private void add(String name, String holds, String text) {
        parts.add(new Part(
                name, session.redactor().redact(holds), session.redactor().redact(text)));
    }

    private static String versions() {
        var runtime = Runtime.getRuntime();
        return String.join(
                "\n",
                "waybill " + Version.text(),
                "kafka-clients " + AppInfoParser.getVersion(),
                "java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
                "system " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "processors " + runtime.availableProcessors() + ", heap at most " + (runtime.maxMemory() >> 20)
                        + " MiB",
                "locale " + Locale.getDefault() + ", zone " + ZoneId.systemDefault(),
                "");
    }

    private static String settings(List<ShownSetting> settings) {
        return settings.stream()
                .map(setting -> setting.key() + " = " + Plain.visible(String.valueOf(setting.value())) + "  # "
                        + setting.origin() + "\n")
                .collect(Collectors.joining());
    }

    private String variables() {
        return session.variableNames().stream().map(name -> name + "\n").collect(Collectors.joining());
    }

    private String doctor() throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        new DoctorCommand(session).print(OutputFormat.JSON, new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8);
    }

    private void addProcess(Presence process) throws InterruptedException {
        String folder = "processes/" + process.pid() + "/";
        String what = process.pipeline() + ", pid " + process.pid();
        var asked = new RunningProcess(process);
        add(folder + "command.txt", what + ": its command line", process.command() + "\n");
        add(folder + "why.json", what + ": what it waits for, keys of records left out", asked.why());
        add(folder + "metrics.txt", what + ": its metrics", asked.metrics());
        add(folder + "threads.txt", what + ": what its threads do", asked.threads());
    }

    private Optional<Path> logFile(List<ShownSetting> settings) {
        return session.options()
                .logFile()
                .or(() -> settings.stream()
                        .filter(setting -> setting.key().equals("logging.file"))
                        .map(setting -> Path.of(setting.value().toString()))
                        .findFirst());
    }

    private String folders(List<ShownSetting> settings) {
        var folders = new LinkedHashSet<Path>();
        settings.stream()
                .filter(setting -> FOLDERS.contains(setting.key()))
                .forEach(setting -> folders.add(Path.of(setting.value().toString())));
        USUAL_FOLDERS.forEach(name -> folders.add(Path.of(name)));
        session.runFolder().map(PresenceFolder::path).ifPresent(folders::add);
        return folders.stream().map(Listing::of).collect(Collectors.joining());
    }

    private String manifest() {
        return parts.stream()
                .map(part ->
                        String.format(Locale.ROOT, "%8d  %-32s %s%n", part.bytes().length, part.name(), part.holds()))
                .collect(Collectors.joining());
    }
}
