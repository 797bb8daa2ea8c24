package dev.waybill.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.jobs.JobsSite;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.ParkedRecord;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.record.KafkaRecord;
import dev.waybill.server.access.Audit;
import dev.waybill.server.access.AuditLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every command that changes something kept, as the command tree has them: each call leaves one line of the audit. */
final class ChangesAreAuditedIT {
    /** These read; or pipelines and workers do their work with them; or a server that they ask writes the line. */
    private static final Set<String> OTHERS = Set.of(
            "audit",
            "batch.api",
            "batch.check",
            "batch.worker",
            "completion",
            "config.explain",
            "config.path",
            "config.show",
            "config.validate",
            "debug.bundle",
            "demo.batch",
            "demo.files",
            "demo.jobs",
            "demo.pid",
            "demo.streams",
            "demo.traffic",
            "doctor",
            "failures.groups",
            "failures.list",
            "failures.show",
            "files.download",
            "files.girder",
            "files.list",
            "files.missing",
            "files.rekey",
            "files.show",
            "files.upload",
            "jobs.api",
            "jobs.discover",
            "jobs.fail",
            "jobs.finish",
            "jobs.heartbeat",
            "jobs.history",
            "jobs.install",
            "jobs.list",
            "jobs.log",
            "jobs.next",
            "jobs.plan",
            "jobs.processor.list",
            "jobs.processor.show",
            "jobs.show",
            "jobs.skip",
            "jobs.status",
            "jobs.worker",
            "jobs.workers",
            "pid.config.explain",
            "pid.config.path",
            "pid.config.show",
            "pid.config.validate",
            "pid.consume",
            "pid.get",
            "pid.init",
            "pid.send",
            "pid.verify",
            "server",
            "status",
            "token.list",
            "up",
            "version",
            "why",
            "batch.job.cancel",
            "batch.job.create",
            "batch.job.list",
            "batch.job.rejected",
            "batch.job.retry",
            "batch.job.status",
            "batch.job.wait",
            "batch.model.create",
            "batch.model.delete",
            "batch.model.describe",
            "batch.model.infer",
            "batch.model.list",
            "batch.model.update");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Set<String> called = new TreeSet<>();

    @Test
    void eachLeavesOneLineHoweverItEndsAndNoneIfItOnlyCounts() throws Exception {
        Path parked = folder.resolve("failures");
        String id = park(parked);
        Path value = Files.writeString(folder.resolve("value"), "other");
        try (var site = JobsSite.open()) {
            site.processor("p", 3, d -> d);
            environment.putAll(site.environment());
            environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
            environment.put("USER", "olga");
            call("token.create", "x", "--role", "viewer");
            call("token.revoke", "x");
            call("token.revoke", "x"); // is not found
            call("jobs.processor.create", "q", "--product", "s2_l1c");
            call("jobs.processor.update", "q", "--product", "s2_l2a");
            for (String word : List.of("disable", "enable", "pause", "resume")) {
                call("jobs.processor." + word, "q");
            }
            call("jobs.pause");
            call("jobs.resume");
            call("jobs.reconcile", "--processor", "q");
            for (String word : List.of("cancel", "retry", "release", "update", "delete", "allow")) {
                call("jobs." + word, "--processor", "p", "--status", "ready");
            }
            call("jobs.import"); // there is nothing to take over
            call("failures.edit", id, "--file", value.toString(), "--failures", parked.toString());
            call("failures.park", id, "--failures", parked.toString());
            call("failures.purge", "--replayed", "--older-than", "30d", "--failures", parked.toString());
            call("replay", "--failures", parked.toString());
            call("pid.retry", folder.resolve("none").toString());
        }

        var changing = new TreeSet<String>();
        addLeaves(HelpTest.tree(), "", changing);
        changing.removeAll(OTHERS);
        assertThat(called).isEqualTo(changing);
    }

    private String park(Path where) throws IOException {
        var record = new KafkaRecord("orders", 0, 1, 0, null, "{}".getBytes(UTF_8), List.of(), 0);
        var parked = new ParkedRecord(record, DeliveryException.poison("no").failure(), 1, Instant.EPOCH, "sink");
        new FileFailureStore(where).park(List.of(parked));
        return parked.id();
    }

    private void call(String action, String... more) throws IOException {
        int before = lines().size();
        List<String> words = new ArrayList<>(List.of(action.split("\\.")));
        words.addAll(List.of(more));
        if (hasDryRun(action)) {
            var counted = new ArrayList<>(words);
            counted.add("--dry-run");
            CommandRun.with(environment, counted.toArray(String[]::new));
            assertThat(lines()).as("%s --dry-run", action).hasSize(before);
        }

        var run = CommandRun.with(environment, words.toArray(String[]::new));

        called.add(action);
        var all = lines();
        assertThat(all).as("%s: %s", action, run).hasSize(before + 1);
        AuditLine line = all.get(0);
        assertThat(List.of(line.actor(), line.from(), line.action())).containsExactly("olga", "cli", action);
        assertThat(line.result().equals(AuditLine.DONE)).as("%s: %s", line, run).isEqualTo(run.exit() == 0);
        assertThat(run.exit()).as(run.err()).isNotIn(1, 2);
    }

    private List<AuditLine> lines() throws IOException {
        return Audit.in(folder.resolve("state/waybill/audit.jsonl"), InstantSource.system())
                .last(1_000);
    }

    private static boolean hasDryRun(String action) {
        var command = HelpTest.tree();
        for (String word : List.of(action.split("\\.", -1))) {
            command = requireNonNull(command.getSubcommands().get(word), action);
        }
        assertThat(command.<Object>getCommand()).isInstanceOf(ChangingCommand.class);
        return command.getCommandSpec().findOption("--dry-run") != null;
    }

    private static void addLeaves(CommandLine command, String prefix, Set<String> leaves) {
        command.getSubcommands().forEach((name, each) -> {
            if (each.getSubcommands().isEmpty()) {
                leaves.add(prefix + name);
            }
            addLeaves(each, prefix + name + ".", leaves);
        });
    }
}
