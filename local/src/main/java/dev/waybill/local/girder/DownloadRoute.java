package dev.waybill.local.girder;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET file/:id/download}: the content, or the part that a {@code Range} header or two parameters name. */
final class DownloadRoute {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final Library library;
    private final Assetstore assetstore;

    DownloadRoute(Library library, Assetstore assetstore) {
        this.library = library;
        this.assetstore = assetstore;
    }

    void addTo(Router router) {
        router.open("GET file/:id/download", this::answer);
    }

    /** Bytes from {@code first} up to, not including, {@code end}. */
    private record Part(long first, long end) {
        long length() {
            return end - first;
        }
    }

    private Answer answer(Call call) {
        ObjectNode file = library.addressed(Kind.FILE, call);
        long size = file.path("size").asLong(0);
        Optional<Part> asked = call.header("Range").flatMap(text -> range(text, size));
        Part part = asked.orElseGet(() -> byParameters(call, size));
        String type = file.path("mimeType").asString("application/octet-stream");
        Answer answer = new Answer(
                asked.isPresent() ? 206 : 200,
                type.startsWith("text/") ? type + ";charset=utf-8" : type,
                content(call.id(), part),
                Map.of());
        return asked.isPresent()
                ? answer.withHeaders(
                        Map.of("Content-Range", "bytes " + part.first() + "-" + (part.end() - 1) + "/" + size))
                : answer;
    }

    /** Empty where the header asks for nothing that is there. */
    private static Optional<Part> range(String text, long size) {
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) >= size) {
            return Optional.empty();
        }
        long end = matcher.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(matcher.group(2)) + 1);
        return Optional.of(new Part(Long.parseLong(matcher.group(1)), end));
    }

    private static Part byParameters(Call call, long size) {
        long first = Math.min(size, call.parameters().number("offset", 0));
        return new Part(first, Math.max(first, Math.min(size, call.parameters().number("endByte", size))));
    }

    private Answer.Payload content(String fileId, Part part) {
        return new Answer.Payload() {
            @Override
            public long length() {
                return part.length();
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                assetstore.copy(fileId, part.first(), part.length(), out);
            }
        };
    }
}
