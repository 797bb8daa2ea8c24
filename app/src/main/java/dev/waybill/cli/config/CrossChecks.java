package dev.waybill.cli.config;

import dev.waybill.failure.topic.FailureTopic;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What is wrong between two settings, though each alone is right. */
final class CrossChecks {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private CrossChecks() {}

    static void run(Values values, List<Problem> problems) {
        checkLookup(values, problems);
        checkPauses(values, PidCatalog.FIRST_PAUSE, PidCatalog.LONGEST_PAUSE, problems);
        checkPauses(values, PidCatalog.BREAKER_FIRST_PAUSE, PidCatalog.BREAKER_LONGEST_PAUSE, problems);
        checkUsername(values, problems);
        checkDemoPassword(values, problems);
        checkFailureTopic(values, problems);
    }

    private static void checkLookup(Values values, List<Problem> problems) {
        if (values.get(PidCatalog.LOOKUP) && values.find(PidCatalog.STAC).isEmpty()) {
            problems.add(Problem.error(
                    values.origin(PidCatalog.LOOKUP),
                    PidCatalog.LOOKUP.key(),
                    "expected stac.base_url with it, got none"));
        }
    }

    private static void checkPauses(
            Values values, Setting<Duration> first, Setting<Duration> longest, List<Problem> problems) {
        var least = values.get(first);
        var got = values.get(longest);
        if (got.compareTo(least) < 0) {
            problems.add(Problem.error(
                    values.origin(longest),
                    longest.key(),
                    "expected at least " + first.key() + ", " + first.type().show(least) + ", got "
                            + longest.type().show(got)));
        }
    }

    /** The name of a failure topic is made of the names of the topic and the group; it must be one that Kafka takes. */
    private static void checkFailureTopic(Values values, List<Problem> problems) {
        if (values.get(PidCatalog.FAILURE_STORE) != FailurePlace.TOPIC) {
            return;
        }
        try {
            var unused = new FailureTopic(values.get(PidCatalog.TOPIC), values.get(PidCatalog.GROUP));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(
                    values.origin(PidCatalog.FAILURE_STORE),
                    PidCatalog.FAILURE_STORE.key(),
                    String.valueOf(e.getMessage())));
        }
    }

    private static void checkUsername(Values values, List<Problem> problems) {
        String username = values.get(PidCatalog.USERNAME);
        if (!HandleUser.isWellFormed(username)) {
            problems.add(Problem.error(
                    values.origin(PidCatalog.USERNAME),
                    PidCatalog.USERNAME.key(),
                    "expected \"testuser\" or \"300:21.TEST/testuser\", got \"" + username + '"'));
        }
    }

    private static void checkDemoPassword(Values values, List<Problem> problems) {
        URI server = values.get(PidCatalog.SERVER);
        boolean demo = values.get(PidCatalog.PASSWORD)
                .equals(PidCatalog.PASSWORD.fallbackText().orElse(""));
        if (demo && !HERE.contains(server.getHost())) {
            problems.add(Problem.warning(
                    values.origin(PidCatalog.PASSWORD),
                    PidCatalog.PASSWORD.key(),
                    "the demo password is used at " + server + "; set " + PidCatalog.PASSWORD.variable() + "_FILE"));
        }
    }
}
