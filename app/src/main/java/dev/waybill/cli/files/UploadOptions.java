package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.chunk.ChunkFields;
import dev.waybill.files.upload.FileTree;
import dev.waybill.files.upload.UploadSettings;
import dev.waybill.files.upload.Watching;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is uploaded, and how. Filled by the parser, once. Names are upstream's where it has the same. Defaults are in the fields: one of
 * the parser's would overrule what is given in the other spelling.
 */
final class UploadOptions {
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = {"--topic", "--topic-name"},
            paramLabel = "TOPIC",
            description = "Where to; created if it does not exist. Default: test.")
    private String topic = "test";

    @Option(names = "--chunk-size", paramLabel = "BYTES", description = "Of each chunk but the last. Default: 524288.")
    private int chunkSize = 512 << 10;

    @Option(names = "--n-threads", paramLabel = "N", description = "Files that are read at once. Default: 2.")
    private int threads = 2;

    @Option(
            names = "--queue-max-size",
            paramLabel = "MB",
            description = "Chunks read and not yet acknowledged; reading pauses there. Default: 64.")
    private long queueMegabytes = 64;

    @Option(
            names = "--legacy-fields",
            paramLabel = "9",
            description = "Write 9 fields for consumers up to OpenMSIStream 1.8.6, which refuse 10.")
    private @Nullable Integer legacyFields;

    @Option(
            names = "--upload-regex",
            paramLabel = "REGEX",
            description = "Of a folder, send only paths that fit it from their start. Default: all but *.log.")
    private @Nullable String regex;

    @Option(names = "--watch", description = "Go on: send files of the folder as they appear or change.")
    private boolean watch;

    @Option(
            names = "--only-new",
            description = "With --watch: leave alone what lies there at the start, until it changes.")
    private boolean onlyNew;

    @Option(names = "--upload-existing", description = "With --only-new: send what lies there too.")
    private boolean uploadExisting;

    @Option(
            names = "--watchdog-lag-time",
            paramLabel = "SECONDS",
            description = "With --watch: send a file once it has not changed for so long. Default: 3.")
    private double quietSeconds = 3;

    @Option(
            names = "--registry",
            paramLabel = "DIR",
            description = "Where it is kept what was uploaded. Default: LOGS in the folder.")
    private @Nullable Path registry;

    @Option(
            names = "--logger-file-path",
            paramLabel = "PATH",
            hidden = true,
            description = "Upstream's way to say --registry: a folder, or a file in it.")
    private @Nullable Path loggerFile;

    UploadSettings settings() {
        if (legacyFields != null
                && legacyFields != ChunkFields.NINE.count()
                && legacyFields != ChunkFields.TEN.count()) {
            throw wrong("--legacy-fields", "got " + legacyFields).expected("9, or no --legacy-fields");
        }
        var fields =
                legacyFields != null && legacyFields == ChunkFields.NINE.count() ? ChunkFields.NINE : ChunkFields.TEN;
        try {
            return new UploadSettings(topic, chunkSize, fields, threads, queueMegabytes * MEGABYTE);
        } catch (IllegalArgumentException e) {
            throw wrong("waybill files upload", String.valueOf(e.getMessage()));
        }
    }

    boolean isWatch() {
        return watch;
    }

    Watching watching() {
        if (!(quietSeconds >= 0 && quietSeconds < Integer.MAX_VALUE)) {
            throw wrong("--watchdog-lag-time", "got " + quietSeconds).expected("seconds, 0 or more");
        }
        Duration quiet = Duration.ofMillis(Math.round(quietSeconds * 1000));
        return watch ? new Watching(quiet, true, onlyNew && !uploadExisting) : Watching.once();
    }

    Pattern pattern() {
        if (regex == null) {
            return FileTree.NO_LOGS;
        }
        try {
            return Pattern.compile(regex.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw wrong("--upload-regex", "got \"" + regex + "\": " + e.getDescription())
                    .expected("a regular expression");
        }
    }

    /** The folder of the registry that belongs to {@code root}. */
    Path registryOf(Path root) {
        if (registry != null) {
            return registry;
        }
        return Optional.ofNullable(loggerFile).map(UploadOptions::folderOf).orElse(root.resolve("LOGS"));
    }

    /** As upstream has it: a name with a dot is a file. */
    private static Path folderOf(Path path) {
        boolean isFile = String.valueOf(path.getFileName()).contains(".");
        return isFile ? path.toAbsolutePath().resolveSibling("") : path;
    }

    private static CommandException wrong(String where, String came) {
        return CommandException.at(ExitCode.USAGE, where, came);
    }
}
