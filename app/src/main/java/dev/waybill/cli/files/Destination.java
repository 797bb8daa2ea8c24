package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Version;
import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.assembly.FileSink;
import dev.waybill.files.deliver.CopyingSink;
import dev.waybill.files.deliver.DirectorySink;
import dev.waybill.files.deliver.GirderSink;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.GirderClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Where files go.
 *
 * @param arrived how many have arrived there
 * @param refused what ends the command if it refuses us
 */
record Destination(FileSink sink, LongSupplier arrived, Function<Failure, CommandException> refused) {
    /** Names in the output folder that copies of files must not have. */
    private static final Set<String> KEPT = Set.of("staging", "logs", "failures");

    /**
     * Girder, which is asked whether it lets us.
     *
     * @param copies where a copy of each file stays
     */
    static Destination girder(GirderTarget target, ApiKey key, String topic, Optional<Path> copies) {
        var metadata = target.metadata(topic, Version.text());
        GirderClient client = target.client(key);
        GirderSink sink;
        try {
            client.checkAccess();
            sink = new GirderSink(client, target.root(client, topic), metadata, target.onChange());
        } catch (DeliveryException e) {
            throw refused(e.failure());
        }
        FileSink all = copies.isPresent() ? new CopyingSink(new DirectorySink(copies.get(), KEPT), sink) : sink;
        return new Destination(all, sink::arrived, Destination::refused);
    }

    private static CommandException refused(Failure failure) {
        boolean isRefused =
                failure.failureClass() == FailureClass.MISCONFIGURED || failure.failureClass() == FailureClass.POISON;
        return CommandException.at(isRefused ? ExitCode.NOT_ALLOWED : ExitCode.UNREACHABLE, "Girder", failure.reason());
    }

    static Destination folder(Path folder) {
        var sink = new DirectorySink(folder, Set.of());
        return new Destination(
                sink,
                sink::arrived,
                failure -> CommandException.at(ExitCode.FAILED, folder.toString(), failure.reason()));
    }
}
