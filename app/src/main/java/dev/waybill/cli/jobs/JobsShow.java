package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.output.OutputFormat;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.view.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jobs show}. */
@Command(
        name = "show",
        description = "Show all there is to know of a job.",
        footer = {
            "%nExamples:",
            "  waybill jobs show 4711",
            "  waybill jobs show --execution 90210",
            "  waybill jobs show 5f3d1a52-3a2e-5c8c-9d2f-0c5c8d2f7a11 -o json"
        })
final class JobsShow implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final JobRef job = new JobRef();

    @Mixin
    private final RowsOption output = new RowsOption();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    JobsShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var found = database.use(session, job::find);
        output.print(output.format() == OutputFormat.TABLE ? upright(found) : found, session);
        return ExitCode.DONE.status();
    }

    /** A line for each field: a job has more of them than a screen has columns. */
    private static Rows upright(Rows jobs) {
        var lines = new ArrayList<List<@Nullable Object>>();
        for (int i = 0; i < jobs.rows().size(); i++) {
            jobs.named(i).forEach((field, value) -> lines.add(Arrays.asList(field, value)));
        }
        return new Rows(List.of("field", "value"), lines);
    }
}
