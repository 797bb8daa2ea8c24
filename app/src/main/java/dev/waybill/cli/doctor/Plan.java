package dev.waybill.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be looked at for all that was asked about; each thing once. Not thread-safe. */
final class Plan {
    private final Set<Path> folders = new LinkedHashSet<>();
    private final Set<WantedTopic> topics = new LinkedHashSet<>();
    private final List<Check> more = new ArrayList<>();
    private Optional<KafkaCheck> kafka = Optional.empty();

    /** Something is written below this folder that must not be lost. */
    Plan writes(Path folder) {
        folders.add(folder);
        return this;
    }

    /** The brokers are used; the first who says so says how. */
    Plan uses(Map<String, String> properties, int resumeChars) {
        kafka = kafka.or(() -> Optional.of(new KafkaCheck(properties, resumeChars)));
        return this;
    }

    Plan reads(WantedTopic topic) {
        topics.add(topic);
        return this;
    }

    Plan also(Check check) {
        more.add(check);
        return this;
    }

    /** All of it. */
    List<Check> checks() {
        var checks = new ArrayList<>(MachineChecks.of(folders.isEmpty() ? Set.of(Path.of("")) : folders));
        kafka.ifPresent(brokers -> checks.add(new Check("kafka", () -> brokers.of(List.copyOf(topics)))));
        checks.addAll(more);
        return checks;
    }
}
