package dev.waybill.local.clickhouse.debian;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Debian's clickhouse-server 18.16, unpacked into the user's cache and not installed; its tables go with it. For tests.
 *
 * <p>Thread-safe: nothing changes after the start.
 */
public final class DebianServer implements AutoCloseable {
    private static final List<String> PACKAGES = List.of(
            "clickhouse-server",
            "clickhouse-common",
            "libboost-filesystem1.74.0",
            "libboost-program-options1.74.0",
            "libcapnp-0.9.2",
            "libcctz2",
            "libcpuinfo0",
            "libdouble-conversion3",
            "libfarmhash0",
            "libjemalloc2",
            "libltdl7",
            "libmariadb3",
            "libmetrohash1",
            "libodbc2",
            "libpcre3",
            "libpococrypto80",
            "libpocodata80",
            "libpocodataodbc80",
            "libpocofoundation80",
            "libpocojson80",
            "libpocomongodb80",
            "libpoconet80",
            "libpoconetssl80",
            "libpocoutil80",
            "libpocoxml80",
            "librdkafka1",
            "libre2-9");

    private static final long LOOK_MILLIS = 50;
    private static final long LONGEST_START_SECONDS = 20;
    private static final long STOP_SECONDS = 10;

    private final Process process;
    private final URI uri;
    private final Path scratch;

    private DebianServer(Process process, URI uri, Path scratch) {
        this.process = process;
        this.uri = uri;
        this.scratch = scratch;
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @throws IOException with a reason for a person, if it cannot be had here
     */
    public static DebianServer start() throws IOException, InterruptedException {
        Path root = unpacked();
        Path scratch = Files.createTempDirectory("waybill-clickhouse-");
        int port = freePort();
        Path config = scratch.resolve("config.xml");
        Files.writeString(config, config(scratch, port));
        Files.writeString(scratch.resolve("users.xml"), """
                <yandex>
                  <profiles><default/></profiles>
                  <users><default><password></password><networks><ip>127.0.0.1</ip></networks>
                    <profile>default</profile><quota>default</quota></default></users>
                  <quotas><default/></quotas>
                </yandex>
                """);
        String libraries = root.resolve("usr/lib/x86_64-linux-gnu") + ":" + root.resolve("lib/x86_64-linux-gnu");
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("usr/sbin/clickhouse-server").toString(), "--config-file=" + config)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("output.txt").toFile());
        builder.environment().put("LD_LIBRARY_PATH", libraries);
        Process process = builder.start();
        URI uri = URI.create("http://127.0.0.1:" + port);
        long deadline = System.nanoTime() + SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!answers(uri)) {
            if (System.nanoTime() > deadline || process.waitFor(LOOK_MILLIS, MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException("Debian's clickhouse-server does not run here: "
                        + Files.readString(scratch.resolve("output.txt")));
            }
        }
        return new DebianServer(process, uri, scratch);
    }

    /** Where it listens. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit()
                .orTimeout(STOP_SECONDS, SECONDS)
                .exceptionally(late -> process.destroyForcibly())
                .join();
        try (var files = Files.walk(scratch)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static boolean answers(URI uri) throws InterruptedException {
        var ping = HttpRequest.newBuilder(uri.resolve("/ping")).build();
        try {
            return HttpClient.newHttpClient()
                            .send(ping, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path unpacked() throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty("user.home"), ".cache", "waybill", "debian-clickhouse-18.16.1");
        Path whole = folder.resolve("whole");
        if (Files.exists(whole)) {
            return folder;
        }
        Files.createDirectories(folder);
        Path packages = Files.createTempDirectory("waybill-packages-");
        var download = new ArrayList<>(List.of("apt-get", "download"));
        download.addAll(PACKAGES);
        run(packages, download);
        try (var files = Files.list(packages)) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                run(packages, List.of("dpkg", "-x", each.toString(), folder.toString()));
                Files.delete(each);
            }
        }
        Files.createFile(whole);
        return folder;
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (process.waitFor() != 0) {
                List<String> lines = Files.readAllLines(said);
                throw new IOException(command.get(0) + " " + command.get(1) + " failed: "
                        + (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static String config(Path scratch, int port) throws IOException {
        return """
                <yandex>
                  <logger><level>warning</level><console>1</console></logger>
                  <http_port>%d</http_port>
                  <tcp_port>%d</tcp_port>
                  <listen_host>127.0.0.1</listen_host>
                  <path>%s/data/</path>
                  <tmp_path>%s/tmp/</tmp_path>
                  <users_config>users.xml</users_config>
                  <default_profile>default</default_profile>
                  <default_database>default</default_database>
                  <mark_cache_size>67108864</mark_cache_size>
                </yandex>
                """.formatted(port, freePort(), scratch, scratch);
    }
}
