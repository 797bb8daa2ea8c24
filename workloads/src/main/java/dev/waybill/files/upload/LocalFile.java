package dev.waybill.files.upload;

import dev.waybill.files.chunk.RelativePath;
import java.nio.file.Path;

/** A file to upload: where it lies, and the path it travels under. */
public record LocalFile(Path path, RelativePath name) {}
