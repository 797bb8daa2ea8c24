package dev.waybill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, written by the build. */
final class WaybillVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"waybill " + text()};
    }

    static String text() {
        try (InputStream in = WaybillVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
