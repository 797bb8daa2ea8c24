package dev.waybill.cli.failures;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.Decision;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.FailureNote;
import dev.waybill.failure.Standing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code failures park}: keeps parked records from being replayed. */
@Command(
        name = "park",
        description = {
            "Keep parked records where they are: no replay takes them until they are freed.",
            "They stay in the store and are counted there; nothing is deleted."
        },
        footer = {
            "%nExamples:",
            "  waybill failures park 7f3a --reason \"waits for the new schema\"",
            "  waybill failures park --group 9b1c --dry-run",
            "  waybill failures park --group 9b1c --free"
        })
final class FailuresPark implements Callable<Integer>, ChangingCommand {
    /** So many are decided at once; what is decided of them survives together. */
    private static final int AT_ONCE = 1_000;

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Its id, or how that begins; else give a filter.")
    private String id = "";

    @Option(names = "--free", description = "The other way round: replays take them again.")
    private boolean free;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with it.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Only count, by cause, what would be kept, or freed.")
    private boolean dryRun;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    private final AtomicLong decided = new AtomicLong();

    FailuresPark(Session session) {
        this.session = session;
    }

    @Override
    public boolean isChange() {
        return !dryRun;
    }

    @Override
    public Map<String, Long> counts() {
        return Map.of("records", decided.get());
    }

    @Override
    public Integer call() throws IOException {
        var wanted = wanted();
        try (var parked = store.open(session)) {
            if (!id.isEmpty()) {
                wanted = wanted.withId(parked.only(id).id());
            }
            if (dryRun) {
                count(parked, wanted);
                return ExitCode.DONE.status();
            }
            var reserved = parked.log().reserve();
            try {
                session.terminal().err().printf("%s %,d%n", free ? "freed" : "kept", decide(parked, wanted));
            } finally {
                reserved.close();
            }
        }
        return ExitCode.DONE.status();
    }

    /** Those that are not so already. */
    private FailureFilter wanted() {
        var wanted = filter.filter();
        if (id.isEmpty() && wanted.equals(FailureFilter.ALL)) {
            throw CommandException.at(ExitCode.USAGE, "waybill failures park", "nothing says which records are meant")
                    .expected("an id or a filter, for example --group; --state waiting means all");
        }
        if (free) {
            return wanted.withStanding(Standing.KEPT);
        }
        return wanted.standing() == Standing.EDITED ? wanted : wanted.withStanding(Standing.WAITING);
    }

    private void count(OpenStore parked, FailureFilter wanted) throws IOException {
        var matching = parked.log().summary(wanted);
        new GroupRows(session.redactor(), output.format())
                .print(matching, session.terminal().out());
        session.terminal().err().printf("would %s %,d%n", free ? "free" : "keep", matching.count());
        Damaged.say(matching.damaged(), session);
    }

    private long decide(OpenStore parked, FailureFilter wanted) throws IOException {
        var at = InstantSource.system().instant();
        var decision = free ? new Decision.Freed() : new Decision.Kept();
        var notes = new ArrayList<FailureNote>();
        try (var cursor = parked.log().open()) {
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                FailureEntry one = entry.get();
                if (wanted.passes(one)) {
                    notes.add(new FailureNote(one.mark(), at, session.user(), reason, decision));
                }
                if (notes.size() == AT_ONCE) {
                    keep(parked, notes);
                }
            }
            keep(parked, notes);
            return decided.get();
        }
    }

    private void keep(OpenStore parked, List<FailureNote> notes) throws IOException {
        parked.log().note(notes);
        decided.addAndGet(notes.size());
        notes.clear();
    }
}
