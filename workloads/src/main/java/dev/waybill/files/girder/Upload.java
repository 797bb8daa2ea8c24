package dev.waybill.files.girder;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureClass;
import dev.waybill.files.content.Content;
import java.io.IOException;
import tools.jackson.databind.JsonNode;

/**
 * One upload that Girder has begun, from wherever it stands to its end.
 *
 * <p>Not thread-safe: one thread at a time sends. After a failure {@link #finish} may be called again, and goes on.
 */
final class Upload {
    /** How often in a row a chunk may break off without Girder having got any of it. */
    private static final int MOST_IDLE = 3;

    private final GirderApi api;
    private final String id;
    private final Content content;
    private final long size;
    private final int chunkBytes;
    private RunningHash hash = RunningHash.start();
    private boolean isCertain = true;

    Upload(GirderApi api, String id, Content content, long size, int chunkBytes) {
        this.api = api;
        this.id = id;
        this.content = content;
        this.size = size;
        this.chunkBytes = chunkBytes;
    }

    /** Whether Girder's answer says that there is more to send: an upload and not a file. */
    static boolean isUnfinished(JsonNode answer) {
        return answer.has("received");
    }

    /**
     * Sends what is missing.
     *
     * @return the file, and the hash of what was sent
     * @throws GoneException where Girder knows no such upload, because it is finished or was given up
     */
    GirderApi.Sent finish() {
        int idle = 0;
        while (true) {
            if (!isCertain) {
                findOffset();
            }
            long before = hash.position();
            try {
                GirderApi.Sent sent = sendNext();
                hash = sent.hash();
                if (!isUnfinished(sent.answer())) {
                    return sent;
                }
                idle = 0;
            } catch (DeliveryException failure) {
                isCertain = false;
                idle = moved(before, failure) ? 0 : idle + 1;
                if (idle == MOST_IDLE) {
                    throw failure;
                }
            }
        }
    }

    /** Whether Girder got any of a chunk that failed, if that is a reason to go on at all. */
    private boolean moved(long before, DeliveryException failure) {
        FailureClass failureClass = failure.failure().failureClass();
        if (failureClass == FailureClass.THROTTLED || failureClass == FailureClass.UNAVAILABLE) {
            throw failure;
        }
        findOffset();
        boolean isRefused = failureClass != FailureClass.TRANSIENT;
        if (isRefused && hash.position() == before) {
            throw failure;
        }
        return hash.position() > before;
    }

    /** At the end there may be nothing left to send, and an empty chunk finishes the upload. */
    private GirderApi.Sent sendNext() {
        long offset = hash.position();
        return api.send(
                "file/chunk",
                Query.of("uploadId", id).and("offset", offset),
                content,
                Math.min(chunkBytes, size - offset),
                hash);
    }

    /** After a chunk that broke off only Girder knows how much of it has arrived. */
    private void findOffset() {
        JsonNode answer = api.get("file/offset", Query.of("uploadId", id));
        try {
            hash = hash.upTo(answer.path("offset").asLong(0), content);
            isCertain = true;
        } catch (IOException e) {
            throw DeliveryException.retriable("cannot read " + content + ": " + e.getMessage(), e);
        }
    }
}
