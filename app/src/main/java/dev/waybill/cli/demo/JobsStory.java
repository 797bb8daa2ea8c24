package dev.waybill.cli.demo;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.terminal.Count;
import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Ten thousand products, and workers that die and freeze while the index changes. Told once, by one thread. */
final class JobsStory implements AutoCloseable {
    private static final List<String> PRODUCT_NAMES =
            List.of("s2_msil1c", "s2_msil2a_cog", "nmd_land_cover", "ls8_c2l2");
    private static final int EVERY = 1_000_000;
    private static final int COPIES = 4;
    private static final double PRODUCTS = 10_000;
    private static final int WORKERS = 4;
    private static final double CHANGES_AFTER = 0.15;
    private static final double KILL_AFTER = 0.3;
    private static final double FREEZE_AFTER = 0.45;
    private static final double MORE_CHANGES_AFTER = 0.75;
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 100;

    private final PrintStream err;
    private final DemoStack stack;
    private final Path folder;
    private final JobsSite site;
    private final ProductIndex index;
    private final ProgressLine progress;
    private final InstantSource clock = InstantSource.system();
    private final Figures figures = new Figures();
    private final List<ProductProcess> workers = new ArrayList<>();
    private final List<Path> journals = new ArrayList<>();
    private final List<CommandProcess> commands = new ArrayList<>();
    private List<String> archived = List.of();

    JobsStory(Terminal terminal, DemoStack stack, Path folder) {
        this.err = terminal.err();
        this.stack = stack;
        this.folder = folder;
        this.site = JobsSite.prepare(stack.endpoints().getOrDefault("postgres", ""));
        this.index = new ProductIndex(site.owner());
        this.progress = new ProgressLine("demo jobs", err, terminal.errIsScreen(), clock);
    }

    /** The numbers of the story, with what they should be. */
    Figures tell() throws InterruptedException, IOException {
        Files.createDirectories(folder.resolve("products"));
        Files.createDirectories(folder.resolve("maps"));
        for (String product : PRODUCT_NAMES) {
            index.add(product, EVERY, COPIES);
        }
        long products = index.count();
        long start = clock.millis();
        command("discover", List.of("jobs", "discover", "--watch", "--every", "500ms", "--reconcile-every", "2s"));
        until(() -> site.number("SELECT count(*) FROM bnp.job") >= products);
        say("%,d products were found in the index; it is only read", products);
        for (int i = 1; i <= WORKERS; i++) {
            worker("scenes", "worker-" + i);
        }
        worker("landsat", "landsat");
        command("maps", mapWords());
        for (ProductProcess each : workers) {
            each.awaitStart();
        }
        say("%d processes claim them, a few at once; one more has a command do its part", workers.size());

        until(() -> share() >= CHANGES_AFTER);
        changeTheIndex();
        until(() -> share() >= KILL_AFTER);
        killTwo();
        until(() -> share() >= FREEZE_AFTER);
        freezeTwo();
        until(() -> share() >= MORE_CHANGES_AFTER);
        changeTheIndexAgain();
        long changed = site.number("SELECT extract(epoch FROM now()) * 1000");
        until(() -> isOver(changed));
        long millis = clock.millis() - start;
        workers.forEach(ProductProcess::close);
        for (CommandProcess each : commands) {
            each.quit();
        }
        commands.forEach(CommandProcess::close);
        say("nothing is left to do; counting ...");
        new JobsVerdict(site, journals, figures).judge();
        figures.measure("seconds of work, all trouble included", Math.round(millis / 100.0) / 10.0);
        progress.close();
        return figures;
    }

    private void worker(String processor, String name) {
        var process = ProductProcess.start(processor, name, folder, site.environment());
        workers.add(process);
        journals.add(process.journal());
    }

    private void command(String name, List<String> words) {
        commands.add(CommandProcess.start(name, folder, site.environment(), words));
    }

    private List<String> mapWords() {
        return List.of(
                "jobs",
                "worker",
                "--processor",
                "maps",
                "--concurrency",
                "4",
                "--dst",
                folder.resolve("maps").resolve("{dataset}.{execution}").toString(),
                "--",
                "sh",
                "-c",
                "echo \"$WAYBILL_DATASET 1\" > \"$1\"",
                "sh",
                "{dst}");
    }

    private void changeTheIndex() {
        archived = index.finished(site.jobs(), site.scenes(), 300);
        var changed = archived.subList(150, 300);
        archived = List.copyOf(archived.subList(0, 150));
        index.archive(archived);
        index.change(changed, "2");
        var untouched = index.untouched(site.jobs(), site.scenes(), 100);
        index.archive(untouched);
        index.add("s2_msil1c", 200, 1);
        say(
                "the owner of the index archives %d products that are done and %d that are not, changes %d, and adds 200",
                archived.size(), untouched.size(), changed.size());
    }

    private void killTwo() throws InterruptedException, IOException {
        for (int i = 0; i < 2; i++) {
            var victim = workers.remove(0);
            long held = held(victim);
            victim.kill();
            say("kill -9 of process %d, which has %d products", victim.pid(), held);
        }
        worker("scenes", "worker-" + (WORKERS + 1));
        worker("scenes", "worker-" + (WORKERS + 2));
    }

    private long held(ProductProcess worker) {
        return site.number(
                "SELECT count(*) FROM bnp.job WHERE status = 'running' AND worker = '" + worker.name() + "'");
    }

    /** Until all they had is with others; then they go on, and are refused. */
    private void freezeTwo() throws InterruptedException, IOException {
        var frozen = workers.stream()
                .filter(each -> each.name().startsWith("worker-"))
                .limit(2)
                .toList();
        long mark = 0;
        for (ProductProcess each : frozen) {
            freeze(each);
        }
        for (ProductProcess each : frozen) {
            mark += held(each);
        }
        long had = mark;
        String names = "('" + frozen.get(0).name() + "', '" + frozen.get(1).name() + "')";
        say(
                "processes %d and %d are frozen with %d products",
                frozen.get(0).pid(), frozen.get(1).pid(), had);
        String stillTheirs =
                "SELECT count(*) FROM bnp.job j WHERE j.worker IN " + names + " AND (status = 'running' OR reaped)";
        until(() -> site.number(stillTheirs) == 0);
        for (ProductProcess each : frozen) {
            each.thaw();
        }
        until(() -> frozen.get(0).refusals() + frozen.get(1).refusals() >= had);
        long refused = frozen.get(0).refusals() + frozen.get(1).refusals();
        say("others have done these; thawed, the two report them all the same: %d reports are refused", refused);
        figures.expect("reports of frozen workers, refused", refused, had);
    }

    private void freeze(ProductProcess worker) throws InterruptedException, IOException {
        for (long end = clock.millis() + LONGEST_STANDSTILL.toMillis(); clock.millis() < end; ) {
            worker.freeze();
            if (held(worker) > 0) {
                return;
            }
            worker.thaw();
            Thread.sleep(LOOK_MILLIS / 4);
        }
        throw standstill();
    }

    private void changeTheIndexAgain() throws InterruptedException, IOException {
        until(() -> site.number("SELECT count(*) FROM bnp.job WHERE status = 'deleted'") >= archived.size());
        var restored = archived.subList(0, 50);
        index.restore(restored);
        var purged = index.finished(site.jobs(), site.scenes(), 40);
        index.purge(purged);
        var kept = index.finished(site.jobs(), site.landsat(), 30);
        index.archive(kept);
        say(
                "it brings %d back, takes %d out for good, and archives %d whose outputs are to be kept",
                restored.size(), purged.size(), kept.size());
    }

    /** Nothing left, and all of the index was looked at after the last change. */
    private boolean isOver(long changedMillis) {
        boolean isSeen = site.number("SELECT count(*) FROM bnp.discovery WHERE reconciled_at IS NULL"
                        + " OR extract(epoch FROM reconciled_at) * 1000 < " + (changedMillis + 2_000))
                == 0;
        return share() >= 0
                && isSeen
                && site.number("SELECT count(*) FROM bnp.job WHERE status IN ('ready', 'waiting', 'running')") == 0;
    }

    private double share() {
        long done = site.number("SELECT count(*) FROM bnp.job WHERE status NOT IN ('ready', 'waiting', 'running')");
        progress.show(List.of(Count.rated("products", done)), Optional.empty());
        return done / PRODUCTS;
    }

    private void until(Callable<Boolean> reached) throws InterruptedException, IOException {
        long deadline = clock.millis() + LONGEST_STANDSTILL.toMillis();
        while (!isSo(reached)) {
            if (stack.isStopping()) {
                throw CommandException.at(ExitCode.INTERRUPTED, "demo jobs", "told to end");
            }
            for (CommandProcess each : commands) {
                if (!each.isAlive()) {
                    throw each.tooEarly();
                }
            }
            if (clock.millis() > deadline) {
                throw standstill();
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isSo(Callable<Boolean> reached) throws IOException {
        try {
            return reached.call();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private CommandException standstill() {
        return CommandException.at(ExitCode.TIMED_OUT, "demo jobs", "nothing goes on")
                .next("see the logs in " + folder);
    }

    private void say(String format, Object... values) {
        progress.close();
        err.println(String.format(Locale.ROOT, format, values));
    }

    @Override
    public void close() {
        workers.forEach(ProductProcess::close);
        commands.forEach(CommandProcess::close);
        site.close();
    }
}
