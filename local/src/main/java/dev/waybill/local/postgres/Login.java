package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Who logs in to which database.
 *
 * @param url the database as JDBC names it, without user and password
 */
public record Login(String url, String user, String password) {
    /** A new connection; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The database as JDBC names it, with user and password: for a place that takes only one string. */
    public String urlWithPassword() {
        return url + "?user=" + URLEncoder.encode(user, UTF_8) + "&password=" + URLEncoder.encode(password, UTF_8);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
