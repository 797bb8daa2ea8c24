package dev.waybill.cli.doctor;

import dev.waybill.cli.kafka.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The brokers, the topics that are read, and how a group fares whose process dies. */
record KafkaCheck(Map<String, String> kafka, int resumeChars) {
    private static final long SLOW_TAKEOVER_SECONDS = 30;

    /** {@link dev.waybill.source.KafkaSource} asks for it where nothing else is set; the client's own is 45 s. */
    private static final String USUAL_SESSION_MILLIS = "10000";

    private static final Duration SHORT_RETENTION = Duration.ofDays(1);

    List<Finding> of(List<WantedTopic> topics) {
        List<Finding> findings = new ArrayList<>();
        long start = System.nanoTime();
        try (var cluster = Cluster.connect(kafka)) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            findings.add(Finding.ok(
                    "kafka",
                    kafka.get("bootstrap.servers") + ": brokers " + cluster.brokers() + ", " + millis + " ms"));
            topics.forEach(topic -> findings.add(topic(topic, cluster)));
            findings.add(takeover(cluster));
            cluster.ofBroker("offset.metadata.max.bytes").map(this::metadata).ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding topic(WantedTopic topic, Cluster cluster) {
        String check = "topic " + topic.name();
        Optional<Integer> partitions = cluster.partitions(topic.name());
        if (partitions.isEmpty()) {
            return new Finding(check, topic.ifMissing(), "there is no such topic", topic.next());
        }
        if (cluster.ofTopic(topic.name(), "cleanup.policy")
                .filter("compact"::equals)
                .isPresent()) {
            return Finding.ok(check, "partitions " + partitions.get() + ", the newest of each key is kept");
        }
        Optional<Duration> retention = cluster.ofTopic(topic.name(), "retention.ms")
                .map(Long::parseLong)
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
        String found = "partitions " + partitions.get() + ", "
                + retention.map(age -> "records kept for " + hours(age)).orElse("no age ends a record");
        return retention.filter(age -> age.compareTo(SHORT_RETENTION) < 0).isEmpty()
                ? Finding.ok(check, found)
                : Finding.warning(
                        check, found + "; one that waits longer is deleted unread", "raise retention.ms of the topic");
    }

    private static String hours(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " days"
                : age.toMinutes() >= 120 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    /** The broker decides with the newer protocol, the client with the older. */
    private Finding takeover(Cluster cluster) {
        boolean isNewer = "consumer".equalsIgnoreCase(kafka.get("group.protocol"));
        String millis = isNewer
                ? cluster.ofBroker("group.consumer.session.timeout.ms").orElse("45000")
                : kafka.getOrDefault("session.timeout.ms", USUAL_SESSION_MILLIS);
        String check = "takeover";
        long seconds = Long.parseLong(millis) / 1000;
        String found = "another process takes over " + seconds + " s after a crash";
        return seconds <= SLOW_TAKEOVER_SECONDS
                ? Finding.ok(check, found)
                : Finding.warning(
                        check,
                        found,
                        isNewer
                                ? "lower group.consumer.session.timeout.ms of the brokers"
                                : "lower kafka.\"session.timeout.ms\"");
    }

    private Finding metadata(String limit) {
        String check = "resume data";
        String found = "up to " + resumeChars + " characters in a commit; the broker takes " + limit;
        return resumeChars <= Long.parseLong(limit)
                ? Finding.ok(check, found)
                : Finding.problem(check, found, "set resume.max_chars = " + limit);
    }
}
