package dev.waybill.cli.files;

import dev.waybill.cli.config.LauncherVariables;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which Girder, as whom, and where in it. Filled by the parser, once. */
final class GirderOptions {
    private static final String COLLECTION = "WholeTale Catalog";

    @Parameters(
            index = "0",
            paramLabel = "GIRDER_API_URL",
            description = "The root of its REST interface, for example http://localhost:8020/api/v1.")
    @SuppressWarnings("NullAway.Init") // set by the parser
    private String url;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "GIRDER_API_KEY",
            description = "Others see it in the list of processes: better in " + LauncherVariables.GIRDER_API_KEY
                    + ", or in a file.")
    private @Nullable String key;

    @Option(names = "--girder-api-key-file", paramLabel = "FILE", description = "The API key is in this file.")
    private @Nullable Path keyFile;

    @Option(
            names = "--girder-root-folder-id",
            paramLabel = "ID",
            description = "The folder below which files go. It must be there; nothing is made above it.")
    private @Nullable String folderId;

    @Option(
            names = "--collection-name",
            paramLabel = "NAME",
            description =
                    "Else: the collection below which they go; made where there is none. Default: " + COLLECTION + ".")
    private String collection = COLLECTION;

    @Option(
            names = "--girder-root-folder-path",
            paramLabel = "PATH",
            description = "Folders in the collection, with / between them. Default: one named like the topic.")
    private @Nullable String folderPath;

    @Option(
            names = "--metadata",
            paramLabel = "JSON",
            description = "An object whose fields are added to the metadata of items and folders.")
    private @Nullable String metadata;

    @Option(
            names = "--replace-existing",
            description = "Where there is a file of that name with another content, replace it. Without: it stays.")
    private boolean replace;

    GirderTarget target() {
        return new GirderTarget(url, folderId, collection, folderPath, metadata, replace);
    }

    GirderKey key() {
        return new GirderKey(key, keyFile);
    }
}
