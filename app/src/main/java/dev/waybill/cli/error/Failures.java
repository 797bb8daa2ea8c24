package dev.waybill.cli.error;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.failure.StoreReservedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Turns whatever was thrown into a {@link CommandException}. The only place that decides about unknown ones. */
public final class Failures {
    private Failures() {}

    public static CommandException explain(Throwable thrown) {
        if (thrown instanceof CommandException known) {
            return known;
        }
        if (thrown instanceof DeliveryException delivery) {
            return explain(delivery);
        }
        if (thrown instanceof UncheckedIOException wrapped) {
            return explain(wrapped.getCause(), thrown);
        }
        if (thrown instanceof IOException io) {
            return explain(io, thrown);
        }
        return CommandException.at(ExitCode.INTERNAL_ERROR, "waybill", describe(thrown))
                .next("run the same command with --debug and report what it prints")
                .because(thrown);
    }

    private static CommandException explain(DeliveryException delivery) {
        FailureClass failureClass = delivery.failure().failureClass();
        ExitCode exitCode = switch (failureClass) {
            case TRANSIENT, THROTTLED, UNAVAILABLE -> ExitCode.UNREACHABLE;
            case POISON -> ExitCode.FAILED;
            case MISCONFIGURED -> ExitCode.CONFIGURATION;
            case BUG -> ExitCode.INTERNAL_ERROR;
        };
        return CommandException.at(exitCode, "delivery", delivery.failure().reason())
                .because(delivery);
    }

    private static CommandException explain(@Nullable IOException io, Throwable thrown) {
        if (io instanceof StoreReservedException reserved) {
            return CommandException.at(
                            ExitCode.CONFLICT, reserved.store(), "another replay is under way (" + reserved.by() + ")")
                    .next("wait until it has ended, or stop it; then run the same command again")
                    .because(thrown);
        }
        if (io instanceof NoSuchFileException missing) {
            return CommandException.at(ExitCode.NOT_FOUND, missing.getFile(), "no such file")
                    .because(thrown);
        }
        if (io instanceof AccessDeniedException denied) {
            return CommandException.at(ExitCode.NOT_ALLOWED, denied.getFile(), "access denied")
                    .because(thrown);
        }
        if (io instanceof FileSystemException file && file.getFile() != null) {
            String reason = file.getReason();
            return CommandException.at(ExitCode.FAILED, file.getFile(), reason == null ? describe(file) : reason)
                    .because(thrown);
        }
        return CommandException.at(ExitCode.FAILED, "input/output", describe(io == null ? thrown : io))
                .because(thrown);
    }

    private static String describe(Throwable thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
