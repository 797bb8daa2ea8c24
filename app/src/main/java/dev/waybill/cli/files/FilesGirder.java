package dev.waybill.cli.files;

import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code files girder}: puts files together from the chunks of a topic and uploads them to Girder. */
@Command(
        name = "girder",
        description = {
            "Put files together from the chunks of a topic, and upload those that are whole to Girder, until Ctrl-C.",
            "A chunk counts as done only when its file has arrived, or when it is kept in the output folder for good."
        },
        footer = {
            "%nExamples:",
            "  waybill files girder http://localhost:8020/api/v1 --girder-api-key-file key --topic raw --group lab",
            "  waybill files girder http://localhost:8020/api/v1 KEY --topic raw --mode disk --replace-existing",
            "  waybill files girder http://localhost:8020/api/v1 KEY --topic raw --exit-at-end"
        })
final class FilesGirder implements Callable<Integer> {
    private enum UpstreamMode {
        MEMORY,
        DISK,
        BOTH
    }

    private final Session session;

    @Mixin
    private final GirderOptions girder = new GirderOptions();

    @Mixin
    private final ReceiveOptions receive = new ReceiveOptions();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "Where chunks wait for the rest of their file: memory (the default), disk, or both: as memory, "
                            + "and a copy of each file stays in the output folder.")
    private UpstreamMode mode = UpstreamMode.MEMORY;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "For what is kept: STAGING, LOGS, failures. Default: GirderUploadStreamProcessor_output.")
    private Path output = Path.of("GirderUploadStreamProcessor_output");

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final IgnoredReceiveOptions ignored = new IgnoredReceiveOptions();

    FilesGirder(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ignored.check();
        console.check();
        var target = girder.target();
        var copies = mode == UpstreamMode.BOTH ? Optional.of(output) : Optional.<Path>empty();
        var to = Destination.girder(target, girder.key().find(session), receive.topic(), copies);
        var assembly = AssemblySettings.of(mode == UpstreamMode.DISK ? Mode.DISK : Mode.MEMORY);
        var keyFile = Optional.ofNullable(girder.key().file());
        var where = new KeptRun.Where(Optional.empty(), Optional.of(target), keyFile, copies);
        return new Receiving(session, receive, watch, console, output, assembly, where).run(to);
    }
}
