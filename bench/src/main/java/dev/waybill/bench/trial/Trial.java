package dev.waybill.bench.trial;

import java.time.Duration;

/**
 * What one contender is to be measured at.
 *
 * @param inFlight 0 for the contender's own advice
 * @param delay how long handling a record takes
 * @param records how many are to be handled before the trial is over
 * @param warm how long to run before the clock starts; nothing: it starts with the first record
 * @param window how long to measure at most
 * @param journal where each handled record is noted, or nothing for nowhere
 */
public record Trial(
        String topic,
        String group,
        int inFlight,
        Duration delay,
        Scenario scenario,
        long records,
        Duration warm,
        Duration window,
        String journal) {
    private static final String SEPARATOR = "\t";

    /** A trial of handling that takes no time. */
    public static Trial immediate(String topic, String group, long records, Duration window) {
        return new Trial(topic, group, 0, Duration.ZERO, Scenario.CLEAN, records, Duration.ZERO, window, "");
    }

    /** A trial of handling that takes a while. */
    public static Trial delayed(
            String topic, String group, int inFlight, Duration delay, long records, Duration warm, Duration window) {
        return new Trial(topic, group, inFlight, delay, Scenario.CLEAN, records, warm, window, "");
    }

    public Trial with(Scenario other) {
        return new Trial(topic, group, inFlight, delay, other, records, warm, window, journal);
    }

    public Trial notedIn(String file) {
        return new Trial(topic, group, inFlight, delay, scenario, records, warm, window, file);
    }

    String line() {
        return String.join(
                SEPARATOR,
                topic,
                group,
                Integer.toString(inFlight),
                delay.toString(),
                scenario.name(),
                Long.toString(records),
                warm.toString(),
                window.toString(),
                journal);
    }

    static Trial parse(String line) {
        String[] words = line.split(SEPARATOR, -1);
        return new Trial(
                words[0],
                words[1],
                Integer.parseInt(words[2]),
                Duration.parse(words[3]),
                Scenario.valueOf(words[4]),
                Long.parseLong(words[5]),
                Duration.parse(words[6]),
                Duration.parse(words[7]),
                words[8]);
    }
}
