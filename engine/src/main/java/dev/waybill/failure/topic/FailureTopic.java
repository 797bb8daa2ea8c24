package dev.waybill.failure.topic;

import java.util.regex.Pattern;

/**
 * The topic that keeps what one group could not deliver from one topic. Beside it, a compacted topic keeps which of it is
 * settled, and what was decided about the rest.
 */
public record FailureTopic(String source, String group) {
    private static final String SUFFIX = ".failed";
    private static final String MARKS_SUFFIX = ".failed.settled";

    /** What Kafka takes as a topic's name. */
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    public FailureTopic {
        String longest = source + "." + group + MARKS_SUFFIX;
        if (source.isEmpty() || group.isEmpty() || !LEGAL.matcher(longest).matches()) {
            throw new IllegalArgumentException("topic \"" + source + "\" and group \"" + group
                    + "\" cannot name a failure topic: expected letters, digits, '.', '_' and '-', with \""
                    + MARKS_SUFFIX + "\" at most 249 of them; rename the group, or keep failures in files");
        }
    }

    /** The topic of the parked records: {@code <topic>.<group>.failed}. */
    public String name() {
        return source + "." + group + SUFFIX;
    }

    /** The topic of the marks: {@code <topic>.<group>.failed.settled}. */
    public String marks() {
        return source + "." + group + MARKS_SUFFIX;
    }
}
