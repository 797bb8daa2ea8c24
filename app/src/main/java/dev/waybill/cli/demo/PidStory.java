package dev.waybill.cli.demo;

import dev.waybill.cli.config.PidRun;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.pid.PipelineReplay;
import dev.waybill.cli.session.Session;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.record.KafkaRecord;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The PID story: publish, deliver through an outage, mend and replay, then check every handle. Told once, by one thread. */
final class PidStory {
    private static final int PARTITIONS = 6;
    private static final long SEED = 20_260_901;

    private final Session session;
    private final PrintStream err;
    private final PidRun run;
    private final StackHttp http = new StackHttp();
    private final URI stac;
    private final PidPlanner planner;
    private final HandleClient handles;
    private final InstantSource clock = InstantSource.system();

    PidStory(Session session, DemoStack stack, Path folder) {
        this.session = session;
        this.err = session.terminal().err();
        this.run = DemoSettings.pid(stack.endpoints(), folder);
        this.stac = URI.create(stack.endpoints().getOrDefault("stac", ""));
        this.planner = PidPlanner.of(run.settings().mapping(), run.settings().stac());
        this.handles = new HandleClient(run.settings().handle());
    }

    /**
     * Tells it.
     *
     * @param addGenerated whether events are made in the shape of the samples
     */
    Verdict tell(SampleFiles samples, boolean addGenerated) throws InterruptedException {
        Set<String> before = HandleList.read(handles);
        List<KafkaRecord> sent = publish(samples, addGenerated);
        var expectation = Expectation.of(sent, planner);
        var delivery = new PidDelivery(session, run, http, clock).run(expectation.delivered());

        List<ParkedLine> parked = ParkedLine.in(failures());
        var verdict = new Verdict(expectation);
        verdict.delivered(delivery.delivered());
        verdict.parked(parked);
        mendAndReplay(parked, expectation, verdict);

        err.println("reading every handle back ...");
        verdict.handles(handles, before);
        verdict.offsets(
                GroupProgress.read(servers(), DemoSettings.GROUP, run.settings().topic(), PARTITIONS));
        delivery.measure(verdict.figures());
        return verdict;
    }

    private List<KafkaRecord> publish(SampleFiles samples, boolean addGenerated) throws InterruptedException {
        new SeededCatalogue(stac, http).fill(samples);
        var events = new StoryEvents(planner);
        var all = new ArrayList<>(events.given(samples.events()));
        if (addGenerated) {
            all.addAll(events.generated(samples.events(), new Random(SEED)));
        }
        try (Topics topics = Topics.connect(run.settings().kafka())) {
            topics.ensure(run.settings().topic(), Optional.of(PARTITIONS), Optional.empty());
        }
        var sent = new EventPublisher(servers(), run.settings().topic()).send(all, clock.instant());
        err.printf(
                Locale.ROOT,
                "%,d events are on topic %s, in %d partitions%s%n",
                sent.size(),
                run.settings().topic(),
                PARTITIONS,
                addGenerated ? "; some of them are broken on purpose" : "");
        return sent;
    }

    private void mendAndReplay(List<ParkedLine> parked, Expectation expectation, Verdict verdict)
            throws InterruptedException {
        Path copy = run.settings().outputDir().resolve("mended.jsonl");
        var mending = Mending.of(parked, copy, planner, expectation.handles()::contains);
        if (mending.isEmpty()) {
            err.println("no parked event lacks only a file size: nothing to mend");
            return;
        }
        String handle = mending.get().plan().dataset().handle();
        err.println("mended one parked event that lacked a file size, in a copy: " + copy);
        var result = new PipelineReplay(session, run).replay(mending.get().file());
        expectation.add(mending.get().plan());
        verdict.replayed(result.arrived(), 1);
        showHandle(handle, mending.get().plan().datasetId());
    }

    private void showHandle(String handle, String datasetId) {
        var record = handles.get(handle).toCompletableFuture().join();
        String url = record.flatMap(r -> r.value("URL"))
                .map(v -> v.data().asString())
                .orElse("no URL");
        err.println(record.isPresent() ? "replayed: hdl:" + handle + " exists now" : handle + " is still missing");
        err.println("  " + datasetId);
        err.println("  " + url);
    }

    private Path failures() {
        return run.settings().outputDir().resolve("failures").resolve("r0");
    }

    private String servers() {
        return run.settings().kafka().getOrDefault("bootstrap.servers", "");
    }
}
