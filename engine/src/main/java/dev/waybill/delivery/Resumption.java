package dev.waybill.delivery;

import dev.waybill.offset.ResumeData;
import dev.waybill.offset.ResumeData.Decoded;
import dev.waybill.record.Position;
import dev.waybill.source.Progress;
import dev.waybill.source.RecordSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what the run before this one left with its commits. What cannot be read is ignored with a warning: its records
 * are delivered again. Confined to the loop's thread.
 */
final class Resumption {
    private static final Logger log = LoggerFactory.getLogger(Resumption.class);

    private final String pipeline;
    private final RecordSource source;

    Resumption(String pipeline, RecordSource source) {
        this.pipeline = pipeline;
        this.source = source;
    }

    /** What was left for those of these partitions for which anything was. */
    Map<TopicPartition, ResumeData> read(Collection<TopicPartition> ids) {
        var found = new HashMap<TopicPartition, ResumeData>();
        var ignored = new TreeMap<String, String>();
        committed(ids).forEach((id, progress) -> {
            var decoded = ResumeData.decode(
                    progress.metadata(), new Position(id.topic(), id.partition(), progress.position()));
            if (decoded instanceof Decoded.Ignored no) {
                ignored.put(id.toString(), no.why());
            } else if (decoded instanceof Decoded.Accepted yes && !yes.data().isEmpty()) {
                found.put(id, yes.data());
            }
        });
        logIgnored(ignored);
        logFound(found);
        return found;
    }

    private Map<TopicPartition, Progress> committed(Collection<TopicPartition> ids) {
        try {
            return source.committed(ids);
        } catch (KafkaException e) {
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("partitions", ids)
                    .addKeyValue("error", e.toString())
                    .log("resume data could not be fetched; records settled above the committed position are delivered"
                            + " again");
            return Map.of();
        }
    }

    private void logIgnored(Map<String, String> ignored) {
        if (!ignored.isEmpty()) {
            log.atWarn()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("error", ignored)
                    .log("commit metadata ignored; records settled above the committed position are delivered again");
        }
    }

    private void logFound(Map<TopicPartition, ResumeData> found) {
        long held = found.values().stream().mapToLong(d -> d.held().count()).sum();
        if (held > 0) {
            log.atInfo()
                    .addKeyValue("pipeline", pipeline)
                    .addKeyValue("partitions", found.keySet())
                    .addKeyValue("held", held)
                    .log("offsets settled above the committed position are not delivered again");
        }
    }
}
