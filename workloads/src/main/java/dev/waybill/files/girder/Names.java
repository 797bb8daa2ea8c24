package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;

/** Names that come from messages: Girder takes away the blanks around them, and takes much else that a file system does not. */
final class Names {
    private static final int LONGEST_SHOWN = 80;

    private Names() {}

    /** The name as Girder keeps it, or a poison failure. */
    static String checked(String name) {
        String plain = name.strip();
        boolean isPath = plain.indexOf('/') >= 0 || plain.indexOf('\\') >= 0 || plain.equals(".") || plain.equals("..");
        if (plain.isEmpty() || isPath || plain.chars().anyMatch(Character::isISOControl)) {
            throw DeliveryException.poison("expected a name of one file or folder, got \"" + shown(name) + "\"");
        }
        return plain;
    }

    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }
}
