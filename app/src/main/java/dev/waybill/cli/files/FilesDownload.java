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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code files download}: puts files together from the chunks of a topic, in a folder. */
@Command(
        name = "download",
        description = {
            "Put files together from the chunks of a topic in a folder, until Ctrl-C.",
            "A file appears there whole, or not at all. What is there with the same content is left alone."
        },
        footer = {
            "%nExamples:",
            "  waybill files download data/ --topic raw --group archive",
            "  waybill files download data/ --topic raw --download-regex 'run-7/.*' --exit-at-end"
        })
final class FilesDownload implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "DIR", description = "Where files go; made where it is missing.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Path folder;

    @Mixin
    private final ReceiveOptions receive = new ReceiveOptions();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "For what is kept: STAGING, LOGS, failures. Default: .waybill in the folder.")
    private @Nullable Path state;

    @Mixin
    private final WatchOptions watch = new WatchOptions();

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Mixin
    private final IgnoredReceiveOptions ignored = new IgnoredReceiveOptions();

    FilesDownload(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ignored.check();
        console.check();
        Path output = state == null ? folder.resolve(".waybill") : state;
        var where = new KeptRun.Where(Optional.of(folder), Optional.empty(), Optional.empty(), Optional.empty());
        return new Receiving(session, receive, watch, console, output, AssemblySettings.of(Mode.DISK), where)
                .run(Destination.folder(folder));
    }
}
