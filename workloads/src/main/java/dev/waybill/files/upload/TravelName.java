package dev.waybill.files.upload;

import dev.waybill.files.chunk.RelativePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;

/** The name a file travels under: Unicode text with {@code /} between folders, whatever this system has. */
final class TravelName {
    private TravelName() {}

    /** The name of {@code relative}; refused where its bytes are no text, since it could not be told from others. */
    static RelativePath of(Path relative) throws IOException {
        if (!relative.getFileSystem().getPath(relative.toString()).equals(relative)) {
            throw new IOException("the bytes of its name are no text here; a UTF-8 locale helps, LC_ALL=C.UTF-8,"
                    + " or another name");
        }
        var text = new StringJoiner("/");
        relative.forEach(part -> text.add(part.toString()));
        return RelativePath.of(text.toString());
    }
}
