package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.FailureStore;
import dev.waybill.files.FilesPipeline;
import dev.waybill.files.FilesReceiver;
import dev.waybill.files.staging.StagingInUseException;
import dev.waybill.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The pipeline of a receiver, for chunks that it parked: with its staging folder, to where its files go. Used by one thread. */
public final class FilesAgain implements AutoCloseable {
    private final FilesReceiver receiver;
    private final FilesPipeline files;

    private FilesAgain(FilesReceiver receiver, FilesPipeline files) {
        this.receiver = receiver;
        this.files = files;
    }

    /** Whether a receiver of files parks in this folder. */
    public static boolean parksIn(Path failures) {
        return KeptRun.FILE.isIn(failures);
    }

    /**
     * Opens it as the receiver was that parked in {@code failures}.
     *
     * @param parking where chunks go that fail again
     * @param drain how long the end waits for deliveries that are under way
     */
    public static FilesAgain open(Session session, Path failures, FailureStore parking, Duration drain)
            throws IOException {
        var kept = KeptRun.FILE.read(failures);
        var unused = session.kafka("consumer"); // settings are checked, and logging starts
        return open(kept, kept.destination(session), parking, drain);
    }

    private static FilesAgain open(KeptRun kept, Destination to, FailureStore parking, Duration drain)
            throws IOException {
        var settings = kept.settings();
        try {
            var receiver = FilesReceiver.open(settings, to.sink());
            return new FilesAgain(receiver, receiver.pipeline(Optional.empty(), parking, drain));
        } catch (StagingInUseException e) {
            throw CommandException.at(ExitCode.CONFLICT, settings.staging().toString(), String.valueOf(e.getMessage()))
                    .next("stop the receiver first");
        }
    }

    /** The pipeline as it is, without a source. */
    public Pipeline pipeline() {
        return files.to(files.from(() -> {
            throw new IllegalStateException("only its replay is run");
        }));
    }

    @Override
    public void close() throws IOException {
        receiver.close();
    }
}
