package dev.waybill.bench.result;

import dev.waybill.bench.contender.Contender;
import java.util.List;
import java.util.Locale;

/**
 * How to measure.
 *
 * @param quick fewer rounds and shorter ones: shows that it works, and the order of magnitude
 * @param millis how long handling takes, where that is varied; empty for what the benchmark says
 * @param only parts of the names of those who take part, or of the parts that are measured; empty for everyone
 */
public record Options(boolean quick, List<Integer> millis, List<String> only) {
    /** Those of {@code contenders} who take part. */
    public List<Contender> among(List<Contender> contenders) {
        return contenders.stream().filter(c -> takes(c.name())).toList();
    }

    /** Whether what has this name takes part. */
    public boolean takes(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return only.isEmpty() || only.stream().anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
    }
}
