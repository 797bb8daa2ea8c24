package dev.waybill.cli.failures;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code failures show}: one parked record, all of it. */
@Command(
        name = "show",
        description = "Show one parked record: why it failed, where it came from, its headers and its value.",
        footer = {
            "%nExamples:",
            "  waybill failures show 7f3a",
            "  waybill failures show 7f3a --failures outputs/failures -o json"
        })
final class FailuresShow implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "ID", description = "Its id, or how that begins, as waybill failures list shows it.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String id;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    FailuresShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (var parked = store.open(session)) {
            var record = new ShownRecord(parked.only(id), session.redactor());
            var out = session.terminal().out();
            if (output.format() == OutputFormat.TABLE) {
                record.print(out);
            } else {
                record.write(output.format(), out);
            }
        }
        return ExitCode.DONE.status();
    }
}
