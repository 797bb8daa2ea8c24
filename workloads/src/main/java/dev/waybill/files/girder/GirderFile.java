package dev.waybill.files.girder;

import dev.waybill.files.content.Content;

/**
 * One file as it is to be in Girder: an item with one file, both of the same name.
 *
 * @param name of the item; its folder and its name are its identity
 */
public record GirderFile(FolderPath folder, String name, Content content, UploadMetadata metadata, OnChange onChange) {
    /**
     * Takes the name as Girder keeps it.
     *
     * @throws dev.waybill.failure.DeliveryException poison, where the name is none
     */
    public GirderFile {
        name = Names.checked(name);
    }

    @Override
    public String toString() {
        return folder + "/" + name;
    }
}
