package dev.waybill.cli.jobs;

import dev.waybill.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The group {@code waybill jobs}; without a subcommand it shows its help. */
@Command(
        name = "jobs",
        description =
                "Products of an Open Data Cube index, processed, updated and deleted: each by one worker at a time.",
        footer = {
            "%nExamples:",
            "  waybill jobs install",
            "  waybill jobs processor create l1c --product s2_l1c",
            "  waybill jobs discover",
            "  waybill jobs worker --processor l1c --drain -- ./process.sh {src} {dst}"
        })
public final class JobsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by the parser
    private CommandSpec spec;

    private JobsCommand() {}

    /** Adds the group, and all that is below it. A new command of the workload is one more line here. */
    public static void addTo(CommandLine root, Session session) {
        var jobs = new CommandLine(new JobsCommand());
        root.addSubcommand(jobs);
        jobs.addSubcommand(new JobsInstall(session));
        ProcessorCommand.addTo(jobs, session);
        jobs.addSubcommand(new JobsPlan(session));
        jobs.addSubcommand(new JobsDiscover(session));
        jobs.addSubcommand(new JobsReconcile(session));
        jobs.addSubcommand(new JobsImport(session));
        jobs.addSubcommand(new JobsApiCommand(session));
        jobs.addSubcommand(new JobWorker(session));
        jobs.addSubcommand(new JobsNext(session));
        jobs.addSubcommand(new JobsHeartbeat(session));
        jobs.addSubcommand(new JobsFinish(session));
        jobs.addSubcommand(new JobsFail(session));
        jobs.addSubcommand(new JobsSkip(session));
        jobs.addSubcommand(new JobsLog(session));
        jobs.addSubcommand(new JobsStatus(session));
        jobs.addSubcommand(new JobsList(session));
        jobs.addSubcommand(new JobsShow(session));
        jobs.addSubcommand(new JobsHistory(session));
        jobs.addSubcommand(new JobsWorkers(session));
        JobsMutation.addTo(jobs, session);
        jobs.addSubcommand(new PauseAll(session));
        jobs.addSubcommand(new ResumeAll(session));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
