package dev.waybill.jobs;

import dev.waybill.local.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The PostgreSQL of all tests of this JVM: started when first wanted, ended with the JVM. */
final class SharedServer {
    static final PostgresServer RUNNING = start();

    private SharedServer() {}

    private static PostgresServer start() {
        try {
            return PostgresServer.start(PostgresServer.Settings.TEMPORARY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
