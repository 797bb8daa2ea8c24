package dev.waybill.bench.files;

import dev.waybill.files.girder.Parent;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ceiling: the fewest requests that bring files into Girder, one after the other, on one connection, with nothing hashed or
 * checked. Files above {@link #MOST_AT_ONCE} go in chunks of that size.
 */
public final class PlainUpload {
    private static final long MOST_AT_ONCE = 64 << 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI api;
    private final String token;

    /** A client of the service at {@code api}, which takes this token. */
    public PlainUpload(URI api, String key) throws IOException, InterruptedException {
        this.api = api;
        var request = HttpRequest.newBuilder(URI.create(api + "/api_key/token?key=" + key))
                .POST(BodyPublishers.noBody())
                .build();
        this.token = field(body(request), "token");
    }

    /** Returns when Girder has answered for the last file. */
    public void send(Sample sample, Parent folder) throws IOException, InterruptedException {
        for (Path file : sample.files()) {
            String query = "file?parentType=folder&parentId=" + folder.id() + "&size=" + sample.bytes() + "&name="
                    + URLEncoder.encode(String.valueOf(file.getFileName()), StandardCharsets.UTF_8);
            if (sample.bytes() <= MOST_AT_ONCE) {
                post(query, body(file));
            } else {
                sendInChunks(file, sample.bytes(), field(post(query, BodyPublishers.noBody()), "_id"));
            }
        }
    }

    private void sendInChunks(Path file, long size, String upload) throws IOException, InterruptedException {
        for (long offset = 0; offset < size; offset += MOST_AT_ONCE) {
            long at = offset;
            BodyPublisher rest = BodyPublishers.ofInputStream(() -> from(file, at));
            post(
                    "file/chunk?uploadId=" + upload + "&offset=" + offset,
                    BodyPublishers.fromPublisher(rest, Math.min(MOST_AT_ONCE, size - offset)));
        }
    }

    private static InputStream from(Path file, long offset) {
        try {
            var in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return new FilterInputStream(in) {
                private long left = MOST_AT_ONCE;

                @Override
                public int read(byte[] bytes, int start, int length) throws IOException {
                    int read = left == 0 ? -1 : super.read(bytes, start, (int) Math.min(left, length));
                    left -= Math.max(0, read);
                    return read;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BodyPublisher body(Path file) throws FileNotFoundException {
        return BodyPublishers.ofFile(file);
    }

    private String post(String target, BodyPublisher body) throws IOException, InterruptedException {
        return body(HttpRequest.newBuilder(URI.create(api + "/" + target))
                .header("Girder-Token", token)
                .POST(body)
                .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        var response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri().getPath() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }
}
