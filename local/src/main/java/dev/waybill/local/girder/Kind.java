package dev.waybill.local.girder;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of documents, each with the member that names what it lies in; a collection lies in nothing. */
enum Kind {
    COLLECTION(""),
    FOLDER("parentId"),
    ITEM("folderId"),
    FILE("itemId"),
    UPLOAD("");

    private final String parentMember;

    Kind(String parentMember) {
        this.parentMember = parentMember;
    }

    static Optional<Kind> named(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it begins a sentence. */
    String title() {
        return name().charAt(0) + text().substring(1);
    }

    String parentMember() {
        return parentMember;
    }
}
