package dev.waybill.files.registry;

import java.nio.file.Path;

/** Another process uploads from the same folder to the same topic. */
public final class RegistryInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegistryInUseException(Path lock) {
        super("another upload holds " + lock);
    }
}
