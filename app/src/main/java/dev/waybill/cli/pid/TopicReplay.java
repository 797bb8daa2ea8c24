package dev.waybill.cli.pid;

import dev.waybill.cli.kafka.RecordSender;
import dev.waybill.failure.file.FailureFile;
import dev.waybill.pid.settings.PidSettings;
import java.nio.file.Path;

/** Back through Kafka: to the retry topic of the settings, each with its count of retries as a header. */
final class TopicReplay implements Replay {
    private final PidSettings settings;

    TopicReplay(PidSettings settings) {
        this.settings = settings;
    }

    @Override
    public Result replay(Path file) {
        var source = new FailureFile(file);
        try (var sender = RecordSender.connect(settings.kafka())) {
            source.forEachRecord(record -> sender.resend(settings.retryTopic().orElseThrow(), record));
        }
        return new Result(source.records(), source.malformed().size(), source.malformed());
    }
}
