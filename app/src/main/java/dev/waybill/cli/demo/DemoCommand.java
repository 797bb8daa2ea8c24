package dev.waybill.cli.demo;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code demo}: the stories there are; by itself those of the PIDs and of the files, one after the other. */
@Command(
        name = "demo",
        description = {
            "Show on sample data what Waybill does, and check it. All that is needed is started here.",
            "Without a name: pid, then files."
        },
        footer = {"%nExamples:", "  waybill demo", "  waybill demo files", "  waybill demo streams"})
public final class DemoCommand implements Callable<Integer> {
    private final Session session;

    private DemoCommand(Session session) {
        this.session = session;
    }

    /** Adds the group and its stories. */
    public static void addTo(CommandLine root, Session session) {
        var demo = new CommandLine(new DemoCommand(session));
        root.addSubcommand(demo);
        demo.addSubcommand(new DemoPid(session));
        demo.addSubcommand(new DemoFiles(session));
        demo.addSubcommand(new DemoStreams(session));
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        int pid = new DemoPid(session).call();
        return pid == ExitCode.DONE.status() ? new DemoFiles(session).call() : pid;
    }
}
