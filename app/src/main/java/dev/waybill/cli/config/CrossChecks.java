package dev.waybill.cli.config;

import java.net.URI;
import java.util.List;
import java.util.Set;

/** What is wrong between two settings, though each alone is right. */
final class CrossChecks {
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private CrossChecks() {}

    static void run(Values values, List<Problem> problems) {
        checkLookup(values, problems);
        checkPauses(values, problems);
        checkUsername(values, problems);
        checkDemoPassword(values, problems);
    }

    private static void checkLookup(Values values, List<Problem> problems) {
        if (values.get(PidCatalog.LOOKUP) && values.find(PidCatalog.STAC).isEmpty()) {
            problems.add(Problem.error(
                    values.origin(PidCatalog.LOOKUP),
                    PidCatalog.LOOKUP.key(),
                    "expected stac.base_url with it, got none"));
        }
    }

    private static void checkPauses(Values values, List<Problem> problems) {
        var first = values.get(PidCatalog.FIRST_PAUSE);
        var longest = values.get(PidCatalog.LONGEST_PAUSE);
        if (longest.compareTo(first) < 0) {
            problems.add(Problem.error(
                    values.origin(PidCatalog.LONGEST_PAUSE),
                    PidCatalog.LONGEST_PAUSE.key(),
                    "expected at least retry.first_pause, "
                            + PidCatalog.FIRST_PAUSE.type().show(first) + ", got "
                            + PidCatalog.LONGEST_PAUSE.type().show(longest)));
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
