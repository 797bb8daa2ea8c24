package dev.waybill.cli.demo;

import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.Parent;
import dev.waybill.files.girder.StoredFile;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * All that is below a collection or folder of Girder, every byte of it read.
 *
 * @param folders each time one is there
 * @param items each time one is there
 */
record GirderTree(List<Folder> folders, List<Item> items) {
    /** @param path names with slashes between them */
    record Folder(String path, JsonNode metadata) {}

    /**
     * An item.
     *
     * @param path names with slashes between them
     * @param files as they were read back; one, if all is well
     */
    record Item(String path, JsonNode metadata, List<FileProof> files) {
        Item {
            files = List.copyOf(files);
        }
    }

    GirderTree {
        folders = List.copyOf(folders);
        items = List.copyOf(items);
    }

    static GirderTree read(GirderClient client, Parent root) throws IOException {
        var tree = new Reading(client, new ArrayList<>(), new ArrayList<>());
        tree.foldersIn(root, "");
        return new GirderTree(tree.folders, tree.items);
    }

    private record Reading(GirderClient client, List<Folder> folders, List<Item> items) {
        void foldersIn(Parent parent, String path) throws IOException {
            for (var folder : client.folders(parent)) {
                folders.add(new Folder(path + folder.name(), folder.metadata()));
                Parent below = Parent.folder(folder.id());
                foldersIn(below, path + folder.name() + "/");
                itemsIn(below, path + folder.name() + "/");
            }
        }

        private void itemsIn(Parent folder, String path) throws IOException {
            for (var item : client.items(folder)) {
                var files = new ArrayList<FileProof>();
                for (StoredFile file : item.files()) {
                    files.add(proof(file));
                }
                items.add(new Item(path + item.name(), item.metadata(), files));
            }
        }

        private FileProof proof(StoredFile file) throws IOException {
            var digest = FileProof.digest();
            try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                client.download(file, out);
            }
            return FileProof.of(file.size(), digest);
        }
    }
}
