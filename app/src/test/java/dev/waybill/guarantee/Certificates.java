package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker's certificate and the authority that signed it, made by the JDK's own {@code keytool} for one test.
 *
 * @param keyStore PKCS #12, with certificate and key
 * @param authority its certificate as PEM: what clients trust
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
        Path authority = folder.resolve(name + "-authority.p12");
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".crt");
        var made = new Certificates(folder.resolve(name + ".p12"), folder.resolve(name + ".pem"));
        keytool(
                authority,
                "ca",
                List.of("-genkeypair", "-dname", "CN=authority of " + name, "-keyalg", "EC", "-ext", "bc:c"));
        keytool(authority, "ca", List.of("-exportcert", "-rfc", "-file", made.authority.toString()));
        keytool(made.keyStore, "broker", List.of("-genkeypair", "-dname", "CN=" + name, "-keyalg", "EC"));
        keytool(made.keyStore, "broker", List.of("-certreq", "-file", request.toString()));
        var sign = new ArrayList<>(
                List.of("-gencert", "-rfc", "-infile", request.toString(), "-outfile", signed.toString()));
        sign.addAll(how);
        keytool(authority, "ca", sign);
        keytool(made.keyStore, "ca", List.of("-importcert", "-noprompt", "-file", made.authority.toString()));
        keytool(made.keyStore, "broker", List.of("-importcert", "-noprompt", "-file", signed.toString()));
        return made;
    }

    private static void keytool(Path keyStore, String alias, List<String> what)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(what);
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }
}
