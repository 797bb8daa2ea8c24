package dev.waybill.cli.failures;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code failures groups}: parked records, counted by cause. */
@Command(
        name = "groups",
        description = "Count parked records by cause, the most frequent first.",
        footer = {
            "%nExamples:",
            "  waybill failures groups",
            "  waybill failures groups --topic CMIP6 --since 2026-01-31 -o json"
        })
final class FailuresGroups implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final FilterOptions filter = new FilterOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    FailuresGroups(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var wanted = filter.filter();
        try (var parked = store.open(session)) {
            var summary = parked.log().summary(wanted);
            new GroupRows(session.redactor(), output.format())
                    .print(summary, session.terminal().out());
            Damaged.say(summary.damaged(), session);
        }
        return ExitCode.DONE.status();
    }
}
