package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.session.Session;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import dev.waybill.files.girder.OnChange;
import dev.waybill.files.girder.Parent;
import dev.waybill.files.girder.UploadMetadata;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which Girder, as whom, and where in it. Filled by the parser, once. */
final class GirderOptions {
    private static final String KEY_VARIABLE = "WAYBILL_GIRDER_API_KEY";
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
            description = "Others see it in the list of processes: better in " + KEY_VARIABLE + ", or in a file.")
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

    GirderClient client(Session session) {
        ApiKey apiKey = key(session);
        session.redactor().learn(List.of(apiKey.reveal()));
        try {
            return new GirderClient(GirderSettings.of(URI.create(stripped(url)), apiKey));
        } catch (IllegalArgumentException e) {
            throw wrong("GIRDER_API_URL", "got \"" + url + '"').expected("for example http://localhost:8020/api/v1");
        }
    }

    private static String stripped(String url) {
        if (!url.matches("https?://.+")) {
            throw new IllegalArgumentException(url);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private ApiKey key(Session session) {
        String found = key != null
                ? key
                : keyFile != null
                        ? read(keyFile)
                        : session.variable(KEY_VARIABLE).orElse("");
        if (found.isBlank()) {
            throw wrong("GIRDER_API_KEY", "no API key")
                    .expected(KEY_VARIABLE + " in the environment, --girder-api-key-file FILE, or the second argument");
        }
        return new ApiKey(found.strip());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandException.at(ExitCode.NOT_FOUND, file.toString(), "cannot be read")
                    .expected("a file with the API key")
                    .because(e);
        }
    }

    /** The folder below which files go; looked for, and made where it may be. */
    FolderPath root(GirderClient client, String topic) {
        try {
            if (folderId != null) {
                return new FolderPath(client.folder(folderId), List.of());
            }
        } catch (IllegalArgumentException e) {
            throw wrong("--girder-root-folder-id", String.valueOf(e.getMessage()));
        }
        Parent parent = client.collection(collection);
        return new FolderPath(parent, names(topic));
    }

    private List<String> names(String topic) {
        if (folderPath == null) {
            return List.of(topic);
        }
        var names =
                Stream.of(folderPath.split("/")).filter(name -> !name.isBlank()).toList();
        if (names.isEmpty()) {
            throw wrong("--girder-root-folder-path", "got \"" + folderPath + '"')
                    .expected("one folder or more, with / between them");
        }
        return names;
    }

    UploadMetadata metadata(String topic, String version) {
        try {
            JsonNode extra = metadata == null
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(metadata);
            return UploadMetadata.of(topic, version, extra);
        } catch (JacksonException e) {
            throw wrong("--metadata", "got \"" + metadata + '"')
                    .expected("a JSON object such as '{\"lab\": \"north\"}'");
        } catch (IllegalArgumentException e) {
            throw wrong("--metadata", String.valueOf(e.getMessage()));
        }
    }

    OnChange onChange() {
        return replace ? OnChange.REPLACE : OnChange.KEEP;
    }

    private static CommandException wrong(String where, String came) {
        return CommandException.at(ExitCode.USAGE, where, came);
    }
}
