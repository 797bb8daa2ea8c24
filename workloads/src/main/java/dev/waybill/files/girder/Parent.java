package dev.waybill.files.girder;

import java.util.Locale;

/**
 * What folders lie in.
 *
 * @param id 24 hexadecimal digits
 */
public record Parent(Kind kind, String id) {
    /** Collections are the roots; they hold folders only. */
    public enum Kind {
        COLLECTION,
        FOLDER
    }

    public Parent {
        if (!id.matches("[0-9a-fA-F]{24}")) {
            throw new IllegalArgumentException("expected the id of a Girder "
                    + kind.name().toLowerCase(Locale.ROOT) + ", 24 hexadecimal digits, got \"" + id + "\"");
        }
    }

    public static Parent collection(String id) {
        return new Parent(Kind.COLLECTION, id);
    }

    public static Parent folder(String id) {
        return new Parent(Kind.FOLDER, id);
    }

    String type() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
