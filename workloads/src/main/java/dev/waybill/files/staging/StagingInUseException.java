package dev.waybill.files.staging;

import java.nio.file.Path;

/** Another process puts files together in the same folder. */
public final class StagingInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StagingInUseException(Path folder) {
        super("another process puts files together in " + folder);
    }
}
