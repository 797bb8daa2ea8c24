package dev.waybill.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Who may pass the doors of tests. */
public final class Doors {
    private Doors() {}

    /** Everybody on this machine, unless there are tokens in that folder. */
    public static Access open(Path folder) throws IOException {
        return Access.of(settings(folder), "127.0.0.1", InstantSource.system());
    }

    static AccessSettings settings(Path folder) {
        return new AccessSettings(
                folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), AccessSettings.USUAL_RATE);
    }
}
