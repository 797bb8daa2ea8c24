package dev.waybill.cli.failures;

import dev.waybill.cli.batch.BatchAgain;
import dev.waybill.cli.config.FailurePlace;
import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.files.FilesAgain;
import dev.waybill.cli.files.RekeyAgain;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.settings.PidSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which failure store is meant. Filled by the parser, once. */
final class StoreOptions {
    private static final String BELOW = "failures";

    @Option(
            names = "--failures",
            paramLabel = "DIR",
            description =
                    "The folder of parked records; else what the settings say, failures below consumer.output_dir. "
                            + "With --failure-topic: of its large values.")
    private @Nullable Path folder;

    @Option(
            names = "--failure-topic",
            paramLabel = "TOPIC",
            description = "They are kept in this topic, <topic>.<group>.failed; wins over the settings.")
    private @Nullable String topic;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers of --failure-topic; those of the settings where none are given.")
    private @Nullable String servers;

    /** The store. Where nothing names one the settings do, which have defaults. */
    OpenStore open(Session session) throws IOException {
        boolean isNamed = folder != null || topic != null;
        if (isNamed && !session.isConfigured()) {
            return open(Optional.empty());
        }
        PidRun run = session.pidRun();
        Path usual = run.settings().outputDir().resolve(BELOW);
        if (!isNamed && run.failures() == FailurePlace.FILES && !Files.isDirectory(usual)) {
            session.terminal()
                    .err()
                    .println("note: there is no folder " + usual
                            + ", nothing was parked in it; --failures DIR names another");
        }
        return open(Optional.of(run));
    }

    /** Whose folder it is: a receiver of files, a run of rekey and a worker of batches leave word in theirs. */
    Workload parkedBy() {
        if (topic != null || folder == null) {
            return Workload.PID;
        }
        if (FilesAgain.parksIn(folder)) {
            return Workload.FILES;
        }
        if (RekeyAgain.parksIn(folder)) {
            return Workload.REKEY;
        }
        return BatchAgain.parksIn(folder) ? Workload.BATCH : Workload.PID;
    }

    /** A folder, whatever the settings say. */
    OpenStore openFolder() {
        Path where = folder == null ? Path.of(BELOW) : folder;
        requireFolder(where);
        return OpenStore.files(where);
    }

    OpenStore open(Optional<PidRun> run) throws IOException {
        Optional<PidSettings> settings = run.map(PidRun::settings);
        Path where = folder != null
                ? folder
                : settings.map(s -> s.outputDir().resolve(BELOW)).orElse(Path.of(BELOW));
        if (topic != null) {
            return OpenStore.topic(TopicName.of(topic, settings), kafka(settings), where);
        }
        if (folder == null
                && run.filter(r -> r.failures() == FailurePlace.TOPIC).isPresent()) {
            return OpenStore.topic(TopicName.of(run.get().settings()), kafka(settings), where);
        }
        if (folder != null) {
            requireFolder(folder);
        }
        return OpenStore.files(where);
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw CommandException.at(ExitCode.NOT_FOUND, folder.toString(), "no such folder")
                    .expected("the folder that holds r0, r1, …, for example outputs/failures");
        }
    }

    private Map<String, String> kafka(Optional<PidSettings> settings) {
        if (servers == null && settings.isEmpty()) {
            throw CommandException.at(ExitCode.USAGE, "--failure-topic", "nothing says which brokers keep it")
                    .expected("--bootstrap-server HOST:PORT, or settings with -c FILE");
        }
        return new Brokers(servers).properties(settings.map(PidSettings::kafka).orElse(Map.of()));
    }
}
