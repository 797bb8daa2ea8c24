package dev.waybill.files;

import dev.waybill.files.chunk.RelativePath;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.registry.ReceivedRegistry;
import dev.waybill.files.staging.StagingFolder;
import dev.waybill.files.staging.StagingFolder.Found;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a receiver keeps of files, for reading while it runs or not. Thread-safe, holds no state.
 *
 * @param staging its folder of chunks, with one for each topic
 * @param registry its folder of journals
 */
public record ReceivedFiles(Path staging, Path registry) {
    /** Of a receiver that was told nothing but its output folder. */
    public static ReceivedFiles in(Path output) {
        return new ReceivedFiles(output.resolve("STAGING"), output.resolve("LOGS"));
    }

    /** Files that have arrived, in that order within a topic and group; none where there is no registry. */
    public List<DeliveredFile> delivered() throws IOException {
        return Files.isDirectory(registry) ? ReceivedRegistry.look(registry) : List.of();
    }

    /** Files of which chunks are on disk, and that have not arrived in this version. */
    public List<Found> staged(List<DeliveredFile> delivered) throws IOException {
        Map<RelativePath, DeliveredFile> last = new HashMap<>();
        delivered.forEach(file -> last.put(file.path(), file));
        var staged = new ArrayList<Found>();
        if (Files.isDirectory(staging)) {
            try (DirectoryStream<Path> topics = Files.newDirectoryStream(staging)) {
                for (Path topic : topics) {
                    staged.addAll(StagingFolder.look(topic));
                }
            }
        }
        staged.removeIf(found -> hasArrived(found, last));
        return staged;
    }

    private static boolean hasArrived(Found found, Map<RelativePath, DeliveredFile> last) {
        var version = found.version();
        var arrived = last.get(version.path());
        return arrived != null && arrived.isVersion(version.hash(), version.modified());
    }
}
