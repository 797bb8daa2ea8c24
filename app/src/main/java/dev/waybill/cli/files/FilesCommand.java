package dev.waybill.cli.files;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill files}; without a subcommand it shows its help. */
@Command(
        name = "files",
        description = "Data files: in chunks over a topic, as OpenMSIStream has them.",
        footer = {
            "%nExamples:",
            "  waybill files upload measurements/ --topic raw",
            "  waybill files upload a.dat b.dat",
            "  waybill files girder http://localhost:8020/api/v1 --topic raw",
            "  waybill files download data/ --topic raw"
        })
public final class FilesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private FilesCommand() {}

    /** Adds the group, and all that is below it. A new command of the workload is one more line here. */
    public static void addTo(CommandLine root, Session session) {
        var files = new CommandLine(new FilesCommand());
        root.addSubcommand(files);
        files.addSubcommand(UpstreamSpelling.added(new CommandLine(new FilesUpload(session))));
        files.addSubcommand(UpstreamSpelling.added(new CommandLine(new FilesGirder(session))));
        files.addSubcommand(UpstreamSpelling.added(new CommandLine(new FilesDownload(session))));
        files.addSubcommand("list", UpstreamSpelling.added(new CommandLine(new FilesList(session))));
        files.addSubcommand("show", UpstreamSpelling.added(new CommandLine(new FilesList(session))));
        files.addSubcommand(UpstreamSpelling.added(new CommandLine(new FilesMissing(session))));
        files.addSubcommand(UpstreamSpelling.added(new CommandLine(new FilesRekey(session))));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
