package dev.waybill.cli.why;

import java.util.Optional;

/**
 * What is watched, as far as its pipeline does not say so itself.
 *
 * @param workload {@code pid}, {@code files}, {@code batch} and so on
 * @param failures where records are set aside: what {@code --failures} takes, or a topic; absent where that is not known
 */
public record Subject(String workload, Optional<String> failures) {}
