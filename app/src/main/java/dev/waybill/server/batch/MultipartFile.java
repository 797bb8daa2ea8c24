package dev.waybill.server.batch;

import dev.waybill.batch.upload.Incoming;
import dev.waybill.batch.upload.Received;
import dev.waybill.batch.upload.Spool;
import dev.waybill.server.http.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Takes the part {@code file} of a multipart request to the spool, piece by piece as it comes. Other parts are left out. Used
 * once, by one thread.
 */
final class MultipartFile implements MultiPart.Parser.Listener {
    /** Bytes of a form beside the file itself, at most. */
    static final int MOST_BESIDE = 1 << 20;

    private static final String PART = "file";
    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_HEADERS = 8 << 10;
    private static final int MOST_PARTS = 20;
    private static final int LONGEST_NAME = 255;

    private final Incoming incoming;
    private HttpFields.Mutable headers = HttpFields.build();
    private boolean isFile;
    private boolean isFound;
    private boolean isComplete;
    private String name = "";
    private @Nullable IOException problem;
    private @Nullable Throwable failure;

    private MultipartFile(Incoming incoming) {
        this.incoming = incoming;
    }

    /** Returns when the whole part is on disk for good. */
    static Received receive(Context ctx, Spool spool, long most) throws IOException {
        String boundary = MultiPart.extractBoundary(String.valueOf(ctx.contentType()));
        if (boundary == null) {
            throw Refusals.missing("body", PART);
        }
        try (var incoming = spool.incoming(most)) {
            var file = new MultipartFile(incoming);
            file.readAll(boundary, ctx.bodyInputStream());
            return incoming.finish(file.name);
        }
    }

    private void readAll(String boundary, InputStream in) throws IOException {
        var parser = new MultiPart.Parser(boundary, this);
        parser.setPartHeadersMaxLength(LONGEST_HEADERS);
        parser.setMaxParts(MOST_PARTS);
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0 && !hasFailed(); n = in.read(buffer)) {
            parser.parse(Content.Chunk.from(ByteBuffer.wrap(buffer, 0, n), false));
        }
        if (!hasFailed() && !isComplete) {
            parser.parse(Content.Chunk.EOF);
        }
        if (problem != null) {
            throw problem;
        }
        if (failure != null || !isComplete) {
            throw Refusal.of(
                    400,
                    "the request is no whole multipart form" + (failure == null ? "" : ": " + failure.getMessage()));
        }
        if (!isFound) {
            throw Refusals.missing("body", PART);
        }
    }

    private boolean hasFailed() {
        return problem != null || failure != null;
    }

    @Override
    public void onPartHeader(String header, String value) {
        headers.add(new HttpField(header, value));
    }

    @Override
    public void onPartHeaders() {
        var disposition = headers.getField(HttpHeader.CONTENT_DISPOSITION);
        headers = HttpFields.build();
        isFile = false;
        if (disposition != null && PART.equals(parameter(disposition, "name")) && !isFound) {
            isFile = true;
            isFound = true;
            name = plain(parameter(disposition, "filename"));
        }
    }

    private static @Nullable String parameter(HttpField field, String wanted) {
        var parameters = new HashMap<String, String>();
        HttpField.getValueParameters(field.getValue(), parameters);
        return parameters.get(wanted);
    }

    /** Shown to people only; never a path. */
    private static String plain(@Nullable String given) {
        String text = given == null ? "" : given.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        if (!isFile || hasFailed()) {
            return;
        }
        try {
            incoming.write(chunk.getByteBuffer());
        } catch (IOException e) {
            problem = e;
        }
    }

    @Override
    public void onComplete() {
        isComplete = true;
    }

    @Override
    public void onFailure(Throwable thrown) {
        failure = thrown;
    }
}
