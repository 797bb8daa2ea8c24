package dev.waybill.cli.files;

import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.KafkaErrors;
import dev.waybill.cli.kafka.ProducerProperties;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.run.ForegroundWork;
import dev.waybill.cli.session.Brokers;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.why.HeartbeatOptions;
import dev.waybill.files.registry.RegistryInUseException;
import dev.waybill.files.registry.UploadRegistry;
import dev.waybill.files.upload.ChunkTopic;
import dev.waybill.files.upload.FileSource;
import dev.waybill.files.upload.FileTree;
import dev.waybill.files.upload.NamedFiles;
import dev.waybill.files.upload.UploadBrokenException;
import dev.waybill.files.upload.UploadSettings;
import dev.waybill.files.upload.UploadStats;
import dev.waybill.files.upload.UploadedFile.Status;
import dev.waybill.files.upload.Uploader;
import dev.waybill.files.upload.Watching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code files upload}: puts files on a topic, and says of each that every chunk has arrived. */
@Command(
        name = "upload",
        description = {
            "Send files in chunks, and wait until the broker has every one of them.",
            "Of a folder it is remembered what was sent; a second run sends only what is missing or has changed."
        },
        footer = {
            "%nExamples:",
            "  waybill files upload scan-17.dat --topic raw",
            "  waybill files upload measurements/ --topic raw -o json",
            "  waybill files upload measurements/ --topic raw --watch"
        })
final class FilesUpload implements Callable<Integer> {
    private static final Duration PATIENCE = ofSeconds(60);
    private static final Duration ENDLESS = Duration.ofMillis(Long.MAX_VALUE);
    private static final Duration PATIENCE_AFTER_SIGNAL = ofSeconds(15);

    private final Session session;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "One folder with all that is in it, or files.")
    private List<Path> paths = List.of();

    @Mixin
    private final UploadOptions options = new UploadOptions();

    @Mixin
    private final IgnoredOptions ignored = new IgnoredOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final HeartbeatOptions heartbeat = new HeartbeatOptions();

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "The brokers; those of the settings where none are given.")
    private @Nullable String servers;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json, jsonl (default with --watch) or csv.")
    private @Nullable OutputFormat output;

    FilesUpload(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        UploadSettings settings = options.settings();
        Watching watching = options.watching();
        ignored.check();
        console.check();
        Optional<Path> root = root();
        FileSource source = source(root);
        Map<String, String> kafka = ProducerProperties.of(new Brokers(servers).properties(session.kafka("producer")));
        String topicId = topicId(settings.topic(), kafka);

        if (root.isEmpty()) {
            return upload(source, watching, settings, kafka, Optional.empty());
        }
        try (var registry = UploadRegistry.open(
                options.registryOf(root.get()),
                settings.topic(),
                topicId,
                InstantSource.system(),
                ZoneId.systemDefault())) {
            return upload(source, watching, settings, kafka, Optional.of(registry));
        } catch (RegistryInUseException e) {
            throw CommandException.at(ExitCode.CONFLICT, root.get().toString(), String.valueOf(e.getMessage()))
                    .next("stop the other one first, or name another folder with --registry");
        }
    }

    /** The folder that is uploaded; absent for files. */
    private Optional<Path> root() {
        for (Path path : paths) {
            if (Files.isDirectory(path) && paths.size() > 1) {
                throw CommandException.at(ExitCode.USAGE, path.toString(), "a folder among several paths")
                        .expected("one folder alone, or files");
            }
        }
        Path first = paths.get(0);
        if (paths.size() == 1 && Files.notExists(first)) {
            throw CommandException.at(ExitCode.NOT_FOUND, first.toString(), "no such file or folder");
        }
        if (options.isWatch() && !Files.isDirectory(first)) {
            throw CommandException.at(ExitCode.USAGE, first.toString(), "a file cannot be watched")
                    .expected("a folder with --watch");
        }
        return Optional.of(first).filter(Files::isDirectory);
    }

    private FileSource source(Optional<Path> root) {
        if (root.isPresent()) {
            if (options.registryOf(root.get())
                    .toAbsolutePath()
                    .normalize()
                    .equals(root.get().toAbsolutePath().normalize())) {
                throw CommandException.at(ExitCode.USAGE, "--registry", "is the folder itself")
                        .expected("another folder, since the registry would be uploaded with the rest");
            }
            return new FileTree(root.get(), options.registryOf(root.get()), options.pattern());
        }
        var names = new HashMap<Path, Path>();
        for (Path file : paths) {
            Path other = names.put(file.getFileName(), file);
            if (other != null) {
                throw CommandException.at(ExitCode.USAGE, file.toString(), "would have the same name as " + other)
                        .expected("files of different names, or their folder");
            }
        }
        return new NamedFiles(paths);
    }

    private String topicId(String topic, Map<String, String> kafka) {
        try (Topics topics = Topics.connect(kafka)) {
            if (topics.ensure(topic, Optional.empty(), Optional.empty())) {
                session.terminal().err().println("topic " + topic + " created");
            }
            return topics.id(topic);
        }
    }

    private int upload(
            FileSource source,
            Watching watching,
            UploadSettings settings,
            Map<String, String> kafka,
            Optional<UploadRegistry> registry)
            throws InterruptedException {
        var terminal = session.terminal();
        var clock = InstantSource.system();
        String brokers = kafka.getOrDefault("bootstrap.servers", "");
        OutputFormat format = output != null ? output : options.isWatch() ? OutputFormat.JSONL : OutputFormat.TABLE;
        var beats = heartbeat.heartbeat(kafka, "upload_to_" + settings.topic());
        try (var topic = ChunkTopic.connect(kafka, settings, options.isWatch() ? ENDLESS : PATIENCE);
                var line = new ProgressLine("upload", terminal.err(), terminal.errIsScreen(), clock);
                var rows = new UploadRows(format, terminal.out())) {
            var progress = new UploadProgress(line, terminal.err(), clock);
            var uploader = new Uploader(source, watching, settings, topic, registry, clock, file -> {
                rows.add(file);
                if (file.status() == Status.FAILED) {
                    progress.failed(file);
                }
            });
            var words = console.open(session);
            var beating = new UploadHeartbeat(topic, beats, clock);
            try (var work = new ForegroundWork(uploader::stop, PATIENCE_AFTER_SIGNAL)) {
                UploadStats stats = work.run(uploader::run, () -> {
                    words.look(line, () -> summary(uploader.stats()), uploader::stop);
                    progress.show(uploader.stats());
                });
                progress.finish(stats);
                return end(stats);
            } finally {
                beating.close();
            }
        } catch (UploadBrokenException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw KafkaErrors.explain(cause, brokers, "not all chunks were acknowledged");
        } catch (KafkaException e) {
            throw KafkaErrors.explain(e, brokers, "cannot connect");
        }
    }

    private int end(UploadStats stats) {
        session.terminal().err().println(summary(stats));
        if (stats.failed() == 0) {
            return ExitCode.DONE.status();
        }
        boolean isPartial = stats.done() + stats.skipped() > 0;
        return (isPartial ? ExitCode.PARTIAL : ExitCode.FAILED).status();
    }

    private static String summary(UploadStats stats) {
        return String.format(
                Locale.ROOT,
                "%,d files uploaded (%,d chunks), %,d failed, %,d uploaded before, %,d left",
                stats.done(),
                stats.chunks(),
                stats.failed(),
                stats.skipped(),
                stats.waiting());
    }
}
