package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.kafka.Topics;
import dev.waybill.cli.terminal.Terminal;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files story: one process sends a folder, another puts it together in Girder, through an outage and a kill; then Girder is
 * compared with the folder. Told once, by one thread.
 */
final class FilesStory {
    private static final String TOPIC = "demo-files";
    private static final String GROUP = "demo";
    private static final String COLLECTION = "Demo";
    private static final int PARTITIONS = 4;
    /** That of the Girder service of the local stack. */
    private static final String API_KEY = "waybillLocalGirderKeyForDevelopmentOnly1";

    private static final double OUTAGE_AFTER = 0.25;
    private static final double KILL_AFTER = 0.6;
    private static final Duration OUTAGE = ofSeconds(8);
    private static final int WHY_LINES = 10;
    private static final byte[] SLOW = "{\"slow\":40}".getBytes(UTF_8); // so that something is left to be interrupted
    private static final byte[] DOWN = "{\"down\":true}".getBytes(UTF_8);
    private static final Pattern STATUS = Pattern.compile("status at (http://\\S+)");

    private final Map<String, String> endpoints;
    private final DemoStack stack;
    private final SampleFolder data;
    private final Path folder;
    private final Map<String, FileProof> sent;
    private final PrintStream err;
    private final StackHttp http = new StackHttp();
    private final URI faults;
    private final InstantSource clock = InstantSource.system();
    private final FilesWatch watch;

    private FilesStory(
            Terminal terminal, DemoStack stack, SampleFolder data, Path folder, Map<String, FileProof> sent) {
        this.endpoints = stack.endpoints();
        this.stack = stack;
        this.data = data;
        this.folder = folder;
        this.sent = sent;
        this.err = terminal.err();
        this.faults = URI.create(girder()).resolve("/faults");
        this.watch = new FilesWatch(receiver(), TOPIC, terminal, clock);
    }

    /**
     * The story of the files that are in {@code data} now.
     *
     * @param folder for what both programs keep and say
     */
    static FilesStory begin(Terminal terminal, DemoStack stack, SampleFolder data, Path folder) throws IOException {
        Map<String, FileProof> sent = data.proofs();
        var story = new FilesStory(terminal, stack, data, folder, sent);
        try (Topics topics = Topics.connect(Map.of("bootstrap.servers", story.servers()))) {
            topics.ensure(TOPIC, Optional.of(PARTITIONS), Optional.empty());
        }
        story.say(
                "%,d files of %,d MB in all are in %s",
                sent.size(), sent.values().stream().mapToLong(FileProof::size).sum() / 1_000_000, data.root());
        return story;
    }

    FilesVerdict tell() throws InterruptedException, IOException {
        long start = clock.millis();
        http.put(faults, SLOW);
        try (var sender = sender()) {
            say("process %d sends them in chunks to topic %s, in %d partitions", sender.pid(), TOPIC, PARTITIONS);
            try (var first = girderProcess()) {
                say("process %d puts them together and uploads them to a Girder that takes its time", first.pid());
                until(first, () -> watch.arrived() >= (long) (sent.size() * OUTAGE_AFTER));
                outage(first);
                until(first, () -> watch.arrived() >= (long) (sent.size() * KILL_AFTER));
                first.kill();
                say(
                        "kill -9 of process %d, with %,d files in Girder and %,d incomplete on its disk",
                        first.pid(), watch.arrived(), watch.staged());
            }
            http.delete(faults);
            try (var second = girderProcess()) {
                say("process %d goes on with what is on disk, and where the commits say", second.pid());
                until(second, () -> watch.arrived() >= sent.size() && !sender.isAlive());
                sender.requireGoodEnd();
                until(second, this::isNothingLeft); // what the kill repeated is looked at, too
                second.quit();
                watch.until(() -> !second.isAlive() || stack.isStopping());
                second.requireGoodEnd();
            }
        }
        watch.finish();
        return judge(clock.millis() - start);
    }

    private boolean isNothingLeft() throws InterruptedException, IOException {
        return watch.staged() == 0
                && GroupProgress.read(servers(), GROUP, TOPIC, PARTITIONS)
                        .differences()
                        .isEmpty();
    }

    private CommandProcess sender() {
        return CommandProcess.start(
                "sender",
                folder,
                Map.of(),
                List.of(
                        "files",
                        "upload",
                        data.root().toString(),
                        "--topic",
                        TOPIC,
                        "--bootstrap-server",
                        servers(),
                        "--upload-regex",
                        SampleFolder.ALL,
                        "--registry",
                        folder.resolve("sender").toString(),
                        "-o",
                        "csv"));
    }

    /** As a static member of its group: the one that comes after a killed one takes its place at once. */
    private CommandProcess girderProcess() {
        return CommandProcess.start(
                "receiver",
                folder,
                Map.of("WAYBILL_GIRDER_API_KEY", API_KEY),
                List.of(
                        "files",
                        "girder",
                        girder(),
                        "--topic",
                        TOPIC,
                        "--group",
                        GROUP,
                        "--bootstrap-server",
                        servers(),
                        "--collection-name",
                        COLLECTION,
                        "--mode",
                        "disk",
                        "--output-dir",
                        receiver().toString(),
                        "--http",
                        "0",
                        "--set",
                        "kafka.group.instance.id=receiver"));
    }

    private void outage(CommandProcess receiver) throws InterruptedException, IOException {
        http.put(faults, DOWN);
        say("Girder is down now, on purpose: %,d files have arrived, the others have to wait", watch.arrived());
        long end = clock.millis() + OUTAGE.toMillis();
        until(receiver, () -> clock.millis() >= end);
        say("why is it stuck? the process's own answer, from /why:");
        http.get(status(receiver).resolve("/why?as=text"))
                .lines()
                .limit(WHY_LINES)
                .forEach(line -> err.println("  | " + line));
        http.put(faults, SLOW);
        say("Girder is back after %d s: %,d chunks were parked for it", OUTAGE.toSeconds(), parked().size());
    }

    private static URI status(CommandProcess receiver) {
        var matcher = STATUS.matcher(receiver.said());
        if (!matcher.find()) {
            throw CommandException.at(ExitCode.FAILED, "receiver process", "does not say where it can be asked");
        }
        return URI.create(matcher.group(1));
    }

    private FilesVerdict judge(long millis) throws InterruptedException, IOException {
        say("reading every file back from Girder, the failure files and the offsets ...");
        var client = new GirderClient(GirderSettings.of(URI.create(girder()), new ApiKey(API_KEY)));
        var verdict = new FilesVerdict(sent, TOPIC);
        verdict.girder(GirderTree.read(client, client.collection(COLLECTION)));
        verdict.parked(parked());
        verdict.offsets(GroupProgress.read(servers(), GROUP, TOPIC, PARTITIONS));
        verdict.figures()
                .measure("seconds of delivery, outage and restart included", Math.round(millis / 100.0) / 10.0);
        return verdict;
    }

    private void until(CommandProcess receiver, FilesWatch.Question reached) throws InterruptedException, IOException {
        watch.until(() -> reached.isSo() || !receiver.isAlive() || stack.isStopping());
        if (stack.isStopping()) {
            throw CommandException.at(ExitCode.INTERRUPTED, "demo files", "told to end");
        }
        if (!reached.isSo()) {
            throw receiver.tooEarly();
        }
    }

    private List<ParkedLine> parked() {
        return ParkedLine.in(receiver().resolve("failures").resolve("r0"));
    }

    private Path receiver() {
        return folder.resolve("receiver");
    }

    private String servers() {
        return endpoints.getOrDefault("kafka", "");
    }

    private String girder() {
        return endpoints.getOrDefault("girder", "");
    }

    private void say(String format, Object... values) {
        watch.pause();
        err.println(String.format(Locale.ROOT, format, values));
    }
}
