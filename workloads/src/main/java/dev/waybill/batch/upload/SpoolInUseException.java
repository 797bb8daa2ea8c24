package dev.waybill.batch.upload;

import java.io.IOException;
import java.nio.file.Path;

/** Another process has the folder. */
public final class SpoolInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolInUseException(Path folder) {
        super(folder + " is in use by another process");
    }
}
