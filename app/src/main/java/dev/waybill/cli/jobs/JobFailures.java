package dev.waybill.cli.jobs;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.jobs.database.RefusedException;
import dev.waybill.jobs.processor.ProcessorException;
import dev.waybill.jobs.processor.ProcessorTakenException;
import dev.waybill.jobs.processor.UnknownProcessorException;

/** What the parts of the workload throw, as a command says it. */
final class JobFailures {
    private static final String STALE = "JB001";
    private static final String UNKNOWN = "JB002";
    private static final String UNFIT = "JB003";
    /** PostgreSQL's own, for example of a pattern that is none. */
    private static final String NO_SUCH_VALUE = "22";

    private JobFailures() {}

    static RuntimeException explained(RuntimeException thrown) {
        if (thrown instanceof DeliveryException delivery) {
            return delivery.failure().failureClass() == FailureClass.BUG
                    ? thrown
                    : at(exitCode(delivery.failure().failureClass()), "database", thrown);
        }
        if (thrown instanceof UnknownProcessorException) {
            return at(ExitCode.NOT_FOUND, "processor", thrown);
        }
        if (thrown instanceof ProcessorTakenException) {
            return at(ExitCode.CONFLICT, "processor", thrown);
        }
        if (thrown instanceof ProcessorException wrong) {
            return CommandException.at(
                    ExitCode.USAGE, "processor", String.join(System.lineSeparator() + "  ", wrong.problems()));
        }
        if (thrown instanceof RefusedException refused) {
            return at(exitCode(refused.state()), "jobs", thrown);
        }
        return thrown instanceof IllegalArgumentException ? at(ExitCode.USAGE, "jobs", thrown) : thrown;
    }

    private static ExitCode exitCode(FailureClass failureClass) {
        return failureClass == FailureClass.MISCONFIGURED ? ExitCode.CONFIGURATION : ExitCode.UNREACHABLE;
    }

    private static ExitCode exitCode(String state) {
        if (state.equals(STALE)) {
            return ExitCode.CONFLICT;
        }
        if (state.equals(UNKNOWN)) {
            return ExitCode.NOT_FOUND;
        }
        return state.equals(UNFIT) || state.startsWith(NO_SUCH_VALUE) ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static CommandException at(ExitCode exitCode, String where, RuntimeException thrown) {
        return CommandException.at(exitCode, where, String.valueOf(thrown.getMessage()))
                .because(thrown);
    }
}
