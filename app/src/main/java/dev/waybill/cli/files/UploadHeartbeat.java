package dev.waybill.cli.files;

import dev.waybill.files.upload.ChunkTopic;
import dev.waybill.heartbeat.Heartbeat;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Signs of life of an upload, with the fields of OpenMSIStream's uploading program; none where none are wanted. */
final class UploadHeartbeat implements AutoCloseable {
    private final Optional<Heartbeat.Run> run;

    UploadHeartbeat(ChunkTopic topic, Optional<Heartbeat> heartbeat, InstantSource clock) {
        run = heartbeat.map(beat -> beat.start("upload", () -> Optional.of(counts(topic.produced())), clock));
    }

    private static Map<String, Long> counts(ChunkTopic.Produced produced) {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("n_messages_produced", produced.messages());
        counts.put("n_bytes_produced", produced.bytes());
        return counts;
    }

    @Override
    public void close() {
        run.ifPresent(Heartbeat.Run::close);
    }
}
