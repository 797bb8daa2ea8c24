package dev.waybill.server.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.batch.upload.ResumableUploads;
import dev.waybill.batch.upload.ResumableUploads.BusyException;
import dev.waybill.batch.upload.ResumableUploads.State;
import dev.waybill.batch.upload.TooLargeException;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code /uploads}: the resumable upload protocol tus 1.0.0, its core with creation, expiration and termination. Thread-safe. */
final class UploadRoutes {
    private static final String VERSION = "1.0.0";
    private static final String RESUMABLE = "Tus-Resumable";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String BYTES = "application/offset+octet-stream";
    private static final int LONGEST_NAME = 255;

    private final ResumableUploads uploads;
    private final InstantSource clock;
    private final long largest;
    private final Duration kept;

    UploadRoutes(Parts parts, ApiSettings settings) {
        this.uploads = parts.resumable();
        this.clock = parts.clock();
        this.largest = settings.limits().bytes();
        this.kept = settings.keeping().uploads();
    }

    void addTo(RoutesConfig routes) {
        routes.options("/uploads", this::options, Role.ANYONE);
        routes.post("/uploads", this::create, Role.INGEST);
        routes.head("/uploads/{id}", this::offset, Role.INGEST);
        routes.patch("/uploads/{id}", this::append, Role.INGEST);
        routes.delete("/uploads/{id}", this::remove, Role.INGEST);
    }

    private void options(Context ctx) {
        ctx.header(RESUMABLE, VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", "creation,expiration,termination")
                .header("Tus-Max-Size", Long.toString(largest))
                .status(204);
    }

    private void create(Context ctx) throws IOException {
        checkVersion(ctx);
        long length = Numbers.at(ctx.header(LENGTH), 0, Long.MAX_VALUE, "header", LENGTH)
                .orElseThrow(() -> Refusals.missing("header", LENGTH));
        if (length > largest) {
            throw Refusals.tooLarge(largest);
        }
        var state = uploads.create(name(ctx.header("Upload-Metadata")), length);
        ctx.header("Location", "/uploads/" + state.id()).header(OFFSET, "0").status(201);
        sayUntilWhen(ctx);
    }

    private void sayUntilWhen(Context ctx) {
        var end = clock.instant().plus(kept).atOffset(ZoneOffset.UTC);
        ctx.header("Upload-Expires", DateTimeFormatter.RFC_1123_DATE_TIME.format(end));
    }

    /** Pairs of a word and its value in base64, with commas between. */
    private static String name(@Nullable String metadata) {
        for (String pair : String.valueOf(metadata).split(",", -1)) {
            String[] words = pair.strip().split(" ", 2);
            if (words[0].equals("filename") && words.length == 2) {
                try {
                    String name = new String(Base64.getDecoder().decode(words[1].strip()), UTF_8);
                    String plain = name.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
                    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
                } catch (IllegalArgumentException e) {
                    throw Refusals.wrong(words[1], "expected base64", "header", "Upload-Metadata");
                }
            }
        }
        return "";
    }

    private void offset(Context ctx) throws IOException {
        var state = find(ctx);
        ctx.header(OFFSET, Long.toString(state.offset()))
                .header(LENGTH, Long.toString(state.length()))
                .header("Cache-Control", "no-store")
                .status(200);
    }

    private void append(Context ctx) throws IOException {
        var state = find(ctx);
        if (!BYTES.equals(ctx.contentType())) {
            throw Refusal.of(415, "expected Content-Type: " + BYTES);
        }
        long offset = Numbers.at(ctx.header(OFFSET), 0, Long.MAX_VALUE, "header", OFFSET)
                .orElseThrow(() -> Refusals.missing("header", OFFSET));
        if (offset != state.offset()) {
            throw Refusal.of(409, "the upload has " + state.offset() + " bytes, got " + OFFSET + ": " + offset);
        }
        try {
            var after = uploads.append(state, ctx.bodyInputStream());
            ctx.header(OFFSET, Long.toString(after.offset())).status(204);
            sayUntilWhen(ctx);
        } catch (BusyException e) {
            throw Refusal.of(409, "another request writes to this upload");
        } catch (TooLargeException e) {
            throw Refusal.of(413, "more bytes than the " + LENGTH + " of " + state.length());
        }
    }

    private void remove(Context ctx) throws IOException {
        uploads.remove(find(ctx).id());
        ctx.status(204);
    }

    private State find(Context ctx) throws IOException {
        checkVersion(ctx);
        return uploads.find(ctx.pathParam("id")).orElseThrow(() -> Refusal.of(404, "Upload not found"));
    }

    private static void checkVersion(Context ctx) {
        ctx.header(RESUMABLE, VERSION);
        String theirs = ctx.req().getHeader(RESUMABLE);
        if (!VERSION.equals(theirs)) {
            ctx.header("Tus-Version", VERSION);
            throw Refusal.of(412, "expected " + RESUMABLE + ": " + VERSION + ", got " + theirs);
        }
    }
}
