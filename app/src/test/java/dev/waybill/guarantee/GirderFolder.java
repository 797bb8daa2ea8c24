package dev.waybill.guarantee;

import dev.waybill.files.girder.ApiKey;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderSettings;
import dev.waybill.files.girder.Parent;
import dev.waybill.files.girder.StoredFile;
import dev.waybill.files.girder.UploadMetadata;
import dev.waybill.local.girder.GirderService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;

/** What is in Girder below one folder, read back. */
record GirderFolder(GirderService service, String collection, String folder) {
    /** The hash of each file by its path; a path that is there twice is a failure. */
    Map<String, String> hashes() throws IOException {
        var client = new GirderClient(GirderSettings.of(service.uri(), new ApiKey(service.apiKey())));
        var metadata = UploadMetadata.of("test", "test", JsonNodeFactory.instance.objectNode());
        var root = client.folder(new FolderPath(client.collection(collection), List.of(folder)), metadata);
        var hashes = new TreeMap<String, String>();
        read(client, root, "", hashes);
        return hashes;
    }

    private static void read(GirderClient client, Parent folder, String path, Map<String, String> hashes)
            throws IOException {
        for (StoredFile file : client.files(folder)) {
            var out = new ByteArrayOutputStream();
            client.download(file, out);
            String before = hashes.put(
                    path + file.name(), Parcels.hash(out.toByteArray()).hex());
            if (before != null) {
                throw new AssertionError(path + file.name() + " is there twice");
            }
        }
        for (var below : client.folders(folder)) {
            read(client, Parent.folder(below.id()), path + below.name() + "/", hashes);
        }
    }
}
