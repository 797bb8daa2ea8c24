package dev.waybill.cli.demo;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code demo}: the stories there are; by itself all of them, one after the other. */
@Command(
        name = "demo",
        description = {
            "Show on sample data what Waybill does, and check it. All that is needed is started here.",
            "Without a name every story is told; it takes about three minutes.",
            "traffic is no story: it sends events to what waybill up runs, until Ctrl-C."
        },
        footer = {
            "%nExamples:",
            "  waybill demo",
            "  waybill demo pid",
            "  waybill demo files",
            "  waybill demo batch",
            "  waybill demo jobs",
            "  waybill demo streams",
            "  waybill demo traffic"
        })
public final class DemoCommand implements Callable<Integer> {
    private final List<Callable<Integer>> stories;

    DemoCommand(List<Callable<Integer>> stories) {
        this.stories = List.copyOf(stories);
    }

    /** Adds the group and its stories. */
    public static void addTo(CommandLine root, Session session) {
        var demo = new CommandLine(new DemoCommand(List.of(
                new DemoPid(session),
                new DemoFiles(session),
                new DemoBatch(session),
                new DemoJobs(session),
                new DemoStreams(session))));
        root.addSubcommand(demo);
        demo.addSubcommand(new DemoPid(session));
        demo.addSubcommand(new DemoFiles(session));
        demo.addSubcommand(new DemoBatch(session));
        demo.addSubcommand(new DemoJobs(session));
        demo.addSubcommand(new DemoStreams(session));
        demo.addSubcommand(new DemoTraffic(session));
    }

    /** The first story that does not end well is the last. */
    @Override
    public Integer call() throws Exception {
        for (var story : stories) {
            int status = story.call();
            if (status != ExitCode.DONE.status()) {
                return status;
            }
        }
        return ExitCode.DONE.status();
    }
}
