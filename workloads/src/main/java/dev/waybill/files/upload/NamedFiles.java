package dev.waybill.files.upload;

import dev.waybill.files.registry.FileState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that were named one by one; each travels under its bare name. */
public record NamedFiles(List<Path> files) implements FileSource {
    public NamedFiles {
        files = List.copyOf(files);
    }

    @Override
    public void visit(Visitor visitor) {
        for (Path file : files) {
            try {
                FileState state = FileState.of(file);
                if (!Files.isRegularFile(file)) {
                    visitor.refused(file.toString(), "not a regular file");
                } else if (!visitor.found(new LocalFile(file, TravelName.of(file.getFileName())), state)) {
                    return;
                }
            } catch (IOException e) {
                visitor.refused(file.toString(), Reasons.of(e));
            }
        }
    }
}
