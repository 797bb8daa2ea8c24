package dev.waybill.cli.pid;

import dev.waybill.cli.kafka.RecordSender;
import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.pid.settings.PidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Back through Kafka: to the retry topic of the settings, each with its count of retries as a header. */
final class TopicReplay implements Replay {
    private final PidSettings settings;
    private final String topic;

    TopicReplay(PidSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    @Override
    public Result replay(Path file) throws IOException {
        var log = FileFailureLog.of(file, settings.outputDir().resolve("failures"));
        var reserved = log.reserve();
        try (var sender = RecordSender.connect(settings.kafka());
                var cursor = log.open()) {
            long sent = 0;
            for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
                if (!entry.get().isKept()) {
                    send(entry.get(), sender, log);
                    sent++;
                }
            }
            var damaged = cursor.damaged();
            return new Result(sent, damaged.size(), damaged);
        } finally {
            reserved.close();
        }
    }

    private void send(FailureEntry entry, RecordSender sender, FileFailureLog log) throws IOException {
        var unused = sender.resend(topic, entry.again());
        log.settle(List.of(entry));
    }
}
