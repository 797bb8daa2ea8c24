package dev.waybill.cli.demo;

import dev.waybill.failure.FailureFilter;
import dev.waybill.failure.file.FileFailureLog;
import dev.waybill.pid.intake.PidPlanner;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.record.KafkaRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parked line whose files lack their size, mended as a person does it in an editor: in a copy, in the JSON of the line.
 *
 * @param file the copy, which holds nothing but this line
 * @param plan what the mended event asks for
 */
record Mending(Path file, PidPlan.Register plan) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SIZE = "file:size";
    private static final long SUPPLIED_SIZE = 123_456_789;

    /**
     * Mends one of the lines, best one whose dataset is not registered yet; nothing where none can be mended.
     *
     * @param file where the copy goes
     * @param isRegistered tells by its handle whether a dataset is
     */
    static Optional<Mending> of(List<ParkedLine> lines, Path file, PidPlanner planner, Predicate<String> isRegistered) {
        Optional<ObjectNode> second = Optional.empty();
        for (ParkedLine line : lines) {
            if (line.reason().contains(SIZE) && JSON.readTree(line.text()) instanceof ObjectNode event) {
                supplySizes(event);
                var mending = written(event, file, planner);
                if (mending.isPresent()
                        && !isRegistered.test(mending.get().plan.dataset().handle())) {
                    return mending;
                }
                second = second.or(() -> mending.map(m -> event));
            }
        }
        return second.flatMap(event -> written(event, file, planner));
    }

    private static void supplySizes(ObjectNode event) {
        for (JsonNode asset : event.at("/data/payload/item/assets").values()) {
            if (asset instanceof ObjectNode file && file.findValue(SIZE) == null) {
                file.put(SIZE, SUPPLIED_SIZE);
            }
        }
    }

    /** Nothing where the event would be refused again. */
    private static Optional<Mending> written(ObjectNode event, Path file, PidPlanner planner) {
        try {
            Files.writeString(file, JSON.writeValueAsString(event) + "\n");
            return FileFailureLog.of(file, file.resolveSibling("failures")).list(FailureFilter.ALL, 1).stream()
                    .flatMap(entry -> asked(planner, entry.again()))
                    .map(register -> new Mending(file, register))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<PidPlan.Register> asked(PidPlanner planner, KafkaRecord record) {
        return Planned.by(planner, record) instanceof Planned.Asking asking
                        && asking.plan() instanceof PidPlan.Register register
                ? Stream.of(register)
                : Stream.empty();
    }
}
