package dev.waybill.cli.jobs;

import dev.waybill.cli.access.ChangingCommand;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.adopt.Adopt;
import dev.waybill.jobs.view.Rows;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs import}. */
@Command(
        name = "import",
        description = {
            "Take over the executions of a DAP-Lite that has a schema bnp in this database, and install ours.",
            "Its schema is kept, under the name " + Adopt.BEFORE + ". Stop its workers first."
        },
        footer = {"%nExamples:", "  waybill jobs import"})
final class JobsImport implements Callable<Integer>, ChangingCommand {
    private static final List<String> COLUMNS =
            List.of("kept_as", "rows", "jobs", "duplicates", "interrupted", "gone", "processors", "sourceless");

    private final Session session;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    JobsImport(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var adopted = database.useAnyway(session, open -> new Adopt(open).run());
        output.print(
                new Rows(
                        COLUMNS,
                        List.of(List.of(
                                adopted.schema(),
                                adopted.rows(),
                                adopted.jobs(),
                                adopted.duplicates(),
                                adopted.interrupted(),
                                adopted.gone(),
                                adopted.processors(),
                                adopted.sourceless()))),
                session);
        session.terminal()
                .err()
                .println(
                        "the processors are disabled; next: waybill jobs processor list, update what they select, enable them");
        return ExitCode.DONE.status();
    }
}
