package dev.waybill.cli.files;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import dev.waybill.files.girder.OnChange;
import dev.waybill.files.girder.Parent;
import dev.waybill.files.girder.UploadMetadata;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which Girder, and where in it; all but the key.
 *
 * @param folderId the folder below which files go; else they go below folders of a collection
 * @param folderPath with {@code /} between them; absent: one named like the topic
 * @param metadata a JSON object
 * @param replace whether another content of the same name is replaced
 */
record GirderTarget(
        String url,
        @Nullable String folderId,
        String collection,
        @Nullable String folderPath,
        @Nullable String metadata,
        boolean replace) {
    GirderClient client(ApiKey key) {
        try {
            return new GirderClient(GirderSettings.of(URI.create(stripped(url)), key));
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
