package dev.waybill.files.upload;

import dev.waybill.files.registry.FileState;
import java.io.IOException;

/** Where files to upload are found. */
public interface FileSource {
    /** Is shown what is found. */
    interface Visitor {
        /**
         * A file as it is now.
         *
         * @return whether to go on
         */
        boolean found(LocalFile file, FileState state);

        /** A place that cannot be looked at; the others follow. */
        void refused(String place, String reason);
    }

    /** Shows all files there are now to {@code visitor}, on the calling thread. */
    void visit(Visitor visitor) throws IOException;
}
