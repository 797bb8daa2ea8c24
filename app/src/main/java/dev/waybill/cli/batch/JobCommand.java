package dev.waybill.cli.batch;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code batch job}. */
@Command(
        name = "job",
        description = "Jobs: one file each, on its way into ClickHouse.",
        footer = {"%nExamples:", "  waybill batch job create purchases data.csv --wait", "  waybill batch job list"})
final class JobCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private JobCommand() {}

    static void addTo(CommandLine batch, Session session) {
        var job = new CommandLine(new JobCommand());
        batch.addSubcommand(job);
        job.addSubcommand(new JobCreate(session));
        job.addSubcommand(new JobListCommand(session));
        job.addSubcommand(new JobStatusCommand(session));
        job.addSubcommand(new JobWait(session));
        job.addSubcommand(new JobCancel(session));
        job.addSubcommand(new JobRejected(session));
        job.addSubcommand(new JobRetry(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
