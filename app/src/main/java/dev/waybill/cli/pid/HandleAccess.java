package dev.waybill.cli.pid;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.settings.PidSettings;
import java.io.PrintStream;
import java.util.concurrent.CompletionException;

/** Asks the Handle service, before anything is read, whether it would let us in. */
record HandleAccess(PidSettings settings, PrintStream err) {
    /** Fails if it refuses us. If it does not answer, says so: that is an outage, and outages are waited out. */
    void require() {
        try {
            new HandleClient(settings.handle())
                    .checkAccess()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            Failure failure = Failure.of(e);
            if (failure.failureClass() == FailureClass.MISCONFIGURED) {
                throw refused(failure);
            }
            err.println("warning: the Handle service is not ready: " + failure.reason());
            err.println("  next: nothing; registration starts by itself once it answers");
        }
    }

    static CommandException refused(Failure failure) {
        return CommandException.at(ExitCode.NOT_ALLOWED, "Handle service", failure.reason())
                .next("waybill pid config show --section handle --origin");
    }
}
