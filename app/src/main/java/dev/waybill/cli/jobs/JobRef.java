package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.view.JobDetail;
import dev.waybill.jobs.view.Rows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which job is meant. Filled by the parser, once. */
final class JobRef {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private Which which;

    /** One of them. */
    static final class Which {
        @Parameters(paramLabel = "JOB", description = "Its number, or the uuid of its dataset.")
        private @Nullable String job;

        @Option(names = "--execution", paramLabel = "N", description = "The job that this claim is, or was, of.")
        private @Nullable Long execution;
    }

    /** One row or, for a dataset that several processors have, one for each. */
    Rows find(Database database) {
        var detail = new JobDetail(database);
        Rows found = which.execution != null
                ? detail.ofExecution(which.execution)
                : isNumber() ? detail.ofJob(Long.parseLong(text())) : detail.ofSource(text());
        if (found.isEmpty()) {
            throw CommandException.at(
                            ExitCode.NOT_FOUND,
                            which.execution != null ? "execution " + which.execution : text(),
                            "no such job")
                    .next("waybill jobs list");
        }
        return found;
    }

    /** The number of the one job. */
    long number(Database database) {
        Rows found = find(database);
        if (found.rows().size() > 1) {
            throw CommandException.at(ExitCode.USAGE, text(), "several processors have it")
                    .expected("the number of one of its jobs")
                    .next("waybill jobs show " + text());
        }
        return ((Number) Objects.requireNonNull(found.named(0).get("job"))).longValue();
    }

    private String text() {
        return String.valueOf(which.job);
    }

    private boolean isNumber() {
        return text().matches("[0-9]{1,18}");
    }
}
