package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.run.ConsoleOptions;
import dev.waybill.cli.session.Session;
import dev.waybill.cli.why.WatchOptions;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.assembly.AssemblySettings;
import dev.waybill.files.assembly.AssemblySettings.Mode;
import dev.waybill.files.assembly.FileSink;
import dev.waybill.files.deliver.CopyingSink;
import dev.waybill.files.deliver.DirectorySink;
import dev.waybill.files.deliver.GirderSink;
import dev.waybill.files.girder.GirderClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
    private static final Set<String> KEPT = Set.of("staging", "logs", "failures");

    private enum UpstreamMode {
        MEMORY,
        DISK,
        BOTH
    }

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

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
        String topic = receive.topic();
        String version = spec.root().version()[0].replace("waybill ", "");
        var metadata = girder.metadata(topic, version);
        GirderClient client = girder.client(session);
        GirderSink sink;
        try {
            client.checkAccess();
            sink = new GirderSink(client, girder.root(client, topic), metadata, girder.onChange());
        } catch (DeliveryException e) {
            throw refused(e.failure());
        }
        FileSink all = mode == UpstreamMode.BOTH ? new CopyingSink(new DirectorySink(output, KEPT), sink) : sink;
        var assembly = AssemblySettings.of(mode == UpstreamMode.DISK ? Mode.DISK : Mode.MEMORY);
        return new Receiving(session, receive, watch, console, output, assembly)
                .run(new Receiving.Target(all, sink::arrived, FilesGirder::refused));
    }

    private static CommandException refused(Failure failure) {
        boolean isRefused =
                failure.failureClass() == FailureClass.MISCONFIGURED || failure.failureClass() == FailureClass.POISON;
        return CommandException.at(isRefused ? ExitCode.NOT_ALLOWED : ExitCode.UNREACHABLE, "Girder", failure.reason());
    }
}
