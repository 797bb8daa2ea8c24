package dev.waybill.cli.failures;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code failures list}: parked records, one row each. */
@Command(
        name = "list",
        description = "List parked records, those of one partition in the order in which they were parked.",
        footer = {
            "%nExamples:",
            "  waybill failures list --class poison --since 2h",
            "  waybill failures list --failures outputs/failures -o jsonl",
            "  waybill failures list --failure-topic CMIP6.pids.failed --bootstrap-server localhost:9092"
        })
final class FailuresList implements Callable<Integer> {
    private static final long MOST_IN_A_TABLE = 1_000;

    private final Session session;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = "Show N of them; a table shows " + MOST_IN_A_TABLE + " where N is not given.")
    private @Nullable Long atMost;

    @Mixin
    private final OutputOption output = new OutputOption();

    FailuresList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var wanted = filter.filter();
        var rows = new RecordRows(session.redactor(), output.format());
        var err = session.terminal().err();
        try (var parked = store.open(session);
                var cursor = parked.log().open();
                var out = output.format()
                        .writer(RecordRows.COLUMNS, session.terminal().out())) {
            long room = most();
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                if (!wanted.passes(entry.get())) {
                    continue;
                }
                if (room-- == 0) {
                    err.println("there are more; --at-most N shows N of them, waybill failures groups counts them");
                    break;
                }
                out.row(rows.of(entry.get()));
            }
            Damaged.say(cursor.damaged(), session);
        }
        return ExitCode.DONE.status();
    }

    private long most() {
        if (atMost != null) {
            return Math.max(0, atMost);
        }
        return output.format() == OutputFormat.TABLE ? MOST_IN_A_TABLE : Long.MAX_VALUE;
    }
}
