package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker's certificate, made by the JDK's own {@code keytool} for one test.
 *
 * @param keyStore PKCS #12, with certificate and key
 * @param authority the certificate that clients trust, as PEM
 */
record Certificates(Path keyStore, Path authority) {
    static final String PASSWORD = "store-5b1c";

    /** Good for this machine, today. */
    static Certificates valid(Path folder) throws IOException, InterruptedException {
        return make(folder, "valid", List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "2"));
    }

    /** Good today, for another machine. */
    static Certificates ofAnotherHost(Path folder) throws IOException, InterruptedException {
        return make(folder, "elsewhere", List.of("-ext", "san=dns:kafka.elsewhere.example", "-validity", "2"));
    }

    /** Good for this machine, until yesterday. */
    static Certificates expired(Path folder) throws IOException, InterruptedException {
        return make(
                folder,
                "expired",
                List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-startdate", "-10d", "-validity", "9"));
    }

    private static Certificates make(Path folder, String name, List<String> how)
            throws IOException, InterruptedException {
        var made = new Certificates(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
        var words = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + name, "-keyalg", "EC"));
        words.addAll(how);
        made.keytool(words);
        made.keytool(List.of("-exportcert", "-rfc", "-file", made.authority.toString()));
        return made;
    }

    private void keytool(List<String> what) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-alias", "broker", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
