package dev.waybill.cli.demo;

import dev.waybill.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code demo}: the stories there are; by itself the one of the PIDs. */
@Command(
        name = "demo",
        description = "Show on sample data what Waybill does, and check it. All that is needed is started here.",
        footer = {"%nExamples:", "  waybill demo", "  waybill demo pid", "  waybill demo streams"})
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
        demo.addSubcommand(new DemoStreams(session));
    }

    @Override
    public Integer call() throws InterruptedException {
        return new DemoPid(session).call();
    }
}
