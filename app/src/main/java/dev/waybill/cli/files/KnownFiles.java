package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.ReceivedFiles;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.staging.StagingFolder.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a receiver keeps of files, whether it runs or not. Filled by the parser, once. */
final class KnownFiles {
    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "The folder of the receiver. Default: GirderUploadStreamProcessor_output.")
    private Path output = Path.of("GirderUploadStreamProcessor_output");

    @Option(
            names = "--logger-file-path",
            paramLabel = "DIR",
            hidden = true,
            description = "The folder of its registry, where that is elsewhere.")
    private @Nullable Path logs;

    /** Files that have arrived, in that order within a topic and group. */
    List<DeliveredFile> delivered() throws IOException {
        var files = files();
        if (!Files.isDirectory(files.registry())) {
            throw CommandException.at(ExitCode.NOT_FOUND, files.registry().toString(), "no such folder")
                    .expected("the folder of a receiver, with LOGS in it")
                    .next("name it with --output-dir DIR");
        }
        return files.delivered();
    }

    /** Files of which chunks are on disk, and that have not arrived in this version. */
    List<Found> staged(List<DeliveredFile> delivered) throws IOException {
        return files().staged(delivered);
    }

    private ReceivedFiles files() {
        var usual = ReceivedFiles.in(output);
        return logs == null ? usual : new ReceivedFiles(usual.staging(), logs);
    }
}
