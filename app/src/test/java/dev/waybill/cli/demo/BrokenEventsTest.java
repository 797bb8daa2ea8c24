package dev.waybill.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class BrokenEventsTest {
    @TestFactory
    Stream<DynamicTest> eachIsRefusedForWhatItsNameSays() {
        return BrokenEvents.of(Samples.generator(7)).stream()
                .map(event -> DynamicTest.dynamicTest(event.name(), () -> {
                    var planned = Planned.by(Samples.planner(), event.unsent());

                    assertThat(planned).isInstanceOf(Planned.Refused.class);
                    assertThat(((Planned.Refused) planned).reason()).containsPattern(reason(event.name()));
                }));
    }

    private static String reason(String name) {
        return switch (name) {
            case "null" -> "got null";
            case "an array" -> "got an array";
            case "an empty object" -> "^data: expected an object";
            case "no UTF-8" -> "0xff at position";
            case "half an event" -> "Unexpected end";
            case "a PID that is no UUID" -> "seventeen";
            case "a checksum cut short" -> "announces a digest of \\d+ bytes and has \\d+";
            case "no file size" -> "file:size.*got nothing";
            case "an unknown method" -> "UPSERT";
            default -> throw new AssertionError("a new kind: say here what it is refused for: " + name);
        };
    }
}
