package dev.waybill.local.postgres;

import java.io.IOException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A server that somebody else runs. */
final class ForeignServer {
    private ForeignServer() {}

    static Login login(String url) throws IOException {
        Properties parts = Driver.parseURL(url, new Properties());
        String user = parts == null ? null : PGProperty.USER.getOrDefault(parts);
        String password = parts == null ? null : PGProperty.PASSWORD.getOrDefault(parts);
        if (parts == null || user == null || password == null) {
            throw new IOException(PostgresServer.SERVER_VARIABLE
                    + ": expected jdbc:postgresql://HOST:PORT/postgres?user=U&password=P");
        }
        String place = PGProperty.PG_HOST.getOrDefault(parts) + ":" + PGProperty.PG_PORT.getOrDefault(parts);
        return new Login("jdbc:postgresql://" + place + "/" + PGProperty.PG_DBNAME.getOrDefault(parts), user, password);
    }
}
