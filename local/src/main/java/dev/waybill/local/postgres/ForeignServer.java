package dev.waybill.local.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that somebody else runs. */
final class ForeignServer {
    private static final Pattern FORM =
            Pattern.compile("(jdbc:postgresql://[^/?]+/[^/?]+)\\?user=([^&]+)&password=([^&]+)");

    private ForeignServer() {}

    static Login login(String url) throws IOException {
        Matcher form = FORM.matcher(url.strip());
        if (!form.matches()) {
            throw new IOException(PostgresServer.SERVER_VARIABLE
                    + ": expected jdbc:postgresql://HOST:PORT/postgres?user=U&password=P, escaped as a URL is");
        }
        return new Login(
                form.group(1), URLDecoder.decode(form.group(2), UTF_8), URLDecoder.decode(form.group(3), UTF_8));
    }
}
