package dev.waybill.files.girder;

import java.util.List;

/**
 * A folder by its names, from a root downwards.
 *
 * @param root what the first of them lies in; the folder itself where there are none
 */
public record FolderPath(Parent root, List<String> names) {
    /**
     * Takes the names as Girder keeps them.
     *
     * @throws dev.waybill.failure.DeliveryException poison, where a name is none
     */
    public FolderPath {
        names = names.stream().map(Names::checked).toList();
        if (names.isEmpty() && root.kind() == Parent.Kind.COLLECTION) {
            throw new IllegalArgumentException("Girder keeps no files in a collection itself: name a folder");
        }
    }

    @Override
    public String toString() {
        return root.type() + " " + root.id() + (names.isEmpty() ? "" : "/" + String.join("/", names));
    }
}
