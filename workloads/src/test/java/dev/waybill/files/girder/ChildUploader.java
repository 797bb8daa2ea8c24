package dev.waybill.files.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.files.content.Content;
import dev.waybill.local.girder.GirderService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own, with little memory, that uploads one file as soon as it is told to. */
final class ChildUploader implements AutoCloseable {
    private static final String HEAP = "-Xmx32m";
    private static final List<String> FOLDERS = List.of("a", "b");

    private final Process process;
    private final BufferedReader output;

    private ChildUploader(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Returns when it is ready to begin. */
    static ChildUploader start(GirderService service, Parent root, Path file) throws IOException {
        var child = new ChildUploader(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildUploader.class.getName(),
                        service.uri().toString(),
                        service.apiKey(),
                        root.id(),
                        file.toString())
                .redirectErrorStream(true)
                .start());
        child.expect("ready");
        return child;
    }

    void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** The folder it took, and what the delivery did. */
    String result() throws IOException, InterruptedException {
        String line = expect("done");
        process.waitFor(120, TimeUnit.SECONDS);
        return line;
    }

    private String expect(String word) throws IOException {
        var said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
            said.append(line).append('\n');
        }
        throw new IOException("the child ended without \"" + word + "\": " + said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        var settings = GirderSettings.of(URI.create(arguments[0]), new ApiKey(arguments[1]))
                .withChunkBytes(Site.CHUNK);
        var client = new GirderClient(settings);
        client.checkAccess();
        var path = new FolderPath(Parent.collection(arguments[2]), FOLDERS);
        Path file = Path.of(arguments[3]);
        var delivery = client.delivery(
                new GirderFile(path, file.getFileName().toString(), Content.of(file), Site.METADATA, OnChange.REPLACE));
        System.out.println("ready");
        System.in.read();

        Outcome outcome = deliverAtLast(delivery);

        System.out.println("done " + client.folder(path, Site.METADATA).id() + " " + outcome);
    }

    private static Outcome deliverAtLast(GirderDelivery delivery) {
        for (int attempts = 1; ; attempts++) {
            try {
                return delivery.deliver();
            } catch (DeliveryException e) {
                if (attempts == 50) {
                    throw e;
                }
            }
        }
    }
}
