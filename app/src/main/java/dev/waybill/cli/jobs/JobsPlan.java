package dev.waybill.cli.jobs;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.discover.Plan;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.view.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jobs plan}. */
@Command(
        name = "plan",
        description = "Show which sources would be selected, and which paths workers would be given. Changes nothing.",
        footer = {
            "%nExamples:",
            "  waybill jobs plan --product s2_l1c",
            "  waybill jobs plan --pattern MSIL1C --path-rule \"^s3:(.*)$ => /mnt\\\\1\"",
            "  waybill jobs plan --processor l1c --examples 100 -o csv"
        })
final class JobsPlan implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of("product", "tile", "acquired", "mapped", "uri", "src");

    private final Session session;

    @Option(
            names = "--processor",
            paramLabel = "PROCESSOR",
            description = "As this one is, but for what else is given.")
    private @Nullable String processor;

    @Option(names = "--examples", paramLabel = "N", description = "Show so many of them. Default: 10.")
    private int examples = 10;

    @Mixin
    private final ProcessorOptions options = new ProcessorOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final RowsOption output = new RowsOption();

    JobsPlan(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        var planned = database.useAnyway(session, open -> new Plan(open).of(definition(open), examples));
        List<List<@Nullable Object>> rows = planned.examples().stream()
                .map(e -> Arrays.<@Nullable Object>asList(
                        e.product(), e.tile().orElse(null), e.acquired().orElse(null), e.isMapped(), e.uri(), e.src()))
                .toList();
        output.print(new Rows(COLUMNS, rows), session);
        var err = session.terminal().err();
        planned.products()
                .forEach(count -> err.println(count.selected() + " of product " + count.product()
                        + (count.unmapped() == 0
                                ? ""
                                : ", " + count.unmapped() + " of them with a path that no rule maps")));
        err.println(planned.selected() + " of " + planned.active() + " sources would be selected");
        return ExitCode.DONE.status();
    }

    private ProcessorDefinition definition(Database open) {
        return processor == null
                ? options.definition("plan")
                : options.changed(new Processors(open).get(processor).definition());
    }
}
