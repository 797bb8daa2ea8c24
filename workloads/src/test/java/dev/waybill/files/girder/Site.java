package dev.waybill.files.girder;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.content.Content;
import dev.waybill.local.girder.Faults;
import dev.waybill.local.girder.GirderService;
import dev.waybill.local.girder.Switch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.JsonNodeFactory;

/** A Girder stand-in, a client of it, and what tests put there. */
final class Site implements AutoCloseable {
    static final int CHUNK = 5 * 1024 * 1024;
    static final UploadMetadata METADATA = UploadMetadata.of("parcels", "0.1.0", JsonNodeFactory.instance.objectNode());

    private final GirderService service;
    private final GirderClient client;
    private final GirderApi api;

    private Site(GirderService service) {
        this.service = service;
        this.client = new GirderClient(settings(service));
        this.api = new GirderApi(settings(service), java.time.InstantSource.system());
    }

    static Site open() throws IOException {
        return new Site(GirderService.start());
    }

    static GirderSettings settings(GirderService service) {
        return GirderSettings.of(service.uri(), new ApiKey(service.apiKey())).withChunkBytes(CHUNK);
    }

    GirderService service() {
        return service;
    }

    GirderClient client() {
        return client;
    }

    /** What is at a place of the interface, asked by somebody else than the client. */
    tools.jackson.databind.JsonNode at(String path) {
        return api.get(path, Query.NONE);
    }

    GirderApi api() {
        return api;
    }

    void faults(Switch name, int value) {
        service.faults(Faults.NONE.with(name, value));
    }

    FolderPath folder(String... names) {
        return new FolderPath(client.collection("c"), List.of(names));
    }

    GirderDelivery delivery(String name, byte[] content) {
        return client.delivery(file(name, content, OnChange.REPLACE));
    }

    GirderFile file(String name, byte[] content, OnChange onChange) {
        return new GirderFile(folder("f"), name, Content.of(content), METADATA, onChange);
    }

    /** The files in the folder that {@link #file} puts them in. */
    List<StoredFile> files() {
        return client.files(client.folder(folder("f"), METADATA));
    }

    byte[] content(StoredFile file) throws IOException {
        var out = new ByteArrayOutputStream();
        client.download(file, out);
        return out.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        RunningHash hash = RunningHash.start();
        hash.add(bytes, 0, bytes.length);
        return hash.hex();
    }

    static Failure failure(Runnable attempt) {
        try {
            attempt.run();
        } catch (DeliveryException e) {
            return e.failure();
        }
        throw new AssertionError("expected a failure");
    }

    static FailureClass failureClass(Runnable attempt) {
        return failure(attempt).failureClass();
    }

    @Override
    public void close() {
        service.close();
    }
}
