package dev.waybill.cli.secret;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/**
 * A file that says where credentials are sent. It is believed only where nobody but its reader, or root, could have written it: another
 * one could otherwise have our secrets sent to a place of theirs.
 */
public final class OwnFile {
    private OwnFile() {}

    /** Fails where others may write the file, or another user owns it. */
    public static void require(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return; // no such rights on this file system
        }
        var attributes = view.readAttributes();
        String owner = attributes.owner().getName();
        if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw refused(file, "everybody on this machine may write it").next("chmod o-w " + file);
        }
        if (!owner.equals(us()) && !owner.equals("root")) {
            throw refused(file, "it belongs to " + owner).next("look into it; then take it over: chown $USER " + file);
        }
    }

    /** Where a user has no name, as in a container, its number is on both sides. */
    private static String us() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) ? Files.getOwner(self).getName() : System.getProperty("user.name", "");
    }

    private static CommandException refused(Path file, String came) {
        return CommandException.at(ExitCode.NOT_ALLOWED, file.toString(), came)
                .expected("a file of your own, since it says where credentials are sent");
    }
}
