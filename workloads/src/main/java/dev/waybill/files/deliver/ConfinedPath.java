package dev.waybill.files.deliver;

import static dev.waybill.failure.DeliveryException.poison;
import static dev.waybill.failure.DeliveryException.unavailable;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.files.chunk.Shown;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Names from messages as a path below a root, and nowhere else: no step up, no link on the way, no name that means something
 * else on Windows.
 */
final class ConfinedPath {
    private static final Set<String> DEVICES = Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");
    private static final String NUMBERED_DEVICE = "(COM|LPT)[0-9¹²³]";
    private static final String RESERVED = "<>:\"|?*\\/";
    private static final String OURS = ".waybill";
    private static final int LONGEST_BYTES = 255;

    private ConfinedPath() {}

    /** The folder below {@code root}; it is made where it is missing. */
    static Path folder(Path root, String folder) {
        Path at = root;
        try {
            Files.createDirectories(root);
            if (!folder.isEmpty()) {
                for (String name : folder.split("/", -1)) {
                    at = at.resolve(checked(name));
                    make(at);
                }
            }
            return at;
        } catch (IOException e) {
            throw unavailable(at + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw poison(folder + " is no folder, or a link, and stands in the way");
                }
            }
        }
    }

    /** A name of one file or folder, as it is. */
    static String checked(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw refused(name, "is no name");
        }
        if (name.chars().anyMatch(c -> c < ' ' || RESERVED.indexOf(c) >= 0)) {
            throw refused(name, "has a character that is no part of a name everywhere: control, or one of " + RESERVED);
        }
        if (name.toLowerCase(Locale.ROOT).startsWith(OURS)) {
            throw refused(name, "begins like the names of files that Waybill keeps for itself");
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            throw refused(name, "ends in a dot or a blank, which Windows takes away");
        }
        String stem = name.split("\\.", -1)[0].strip().toUpperCase(Locale.ROOT);
        if (DEVICES.contains(stem) || stem.matches(NUMBERED_DEVICE)) {
            throw refused(name, "names a device on Windows");
        }
        if (name.getBytes(UTF_8).length > LONGEST_BYTES) {
            throw refused(name, "has more than " + LONGEST_BYTES + " bytes");
        }
        try {
            return Path.of(name).toString();
        } catch (InvalidPathException e) {
            throw refused(name, "is no name in this locale (LC_ALL=C.UTF-8 helps)");
        }
    }

    private static RuntimeException refused(String name, String why) {
        return poison("the name " + Shown.text(name) + " " + why);
    }
}
