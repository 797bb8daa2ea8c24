package dev.waybill.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Records that the broker deleted before anybody read them are named; whether the rest is read is the operator's word. */
final class LostRecordsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void theRunStopsAndNamesThemUnlessItIsToldToGoOn() {
        List<ObjectNode> events = IntStream.range(0, 20)
                .mapToObj(n -> Events.post(Events.datasetId("tas", n), 1))
                .toList();
        try (var site = new Site(folder, 1)) {
            site.send(events.subList(0, 10));
            site.pid("consume", "--exit-at-end");
            site.send(events.subList(10, 20));
            site.broker.deleteBefore(site.topic, 0, 15);

            CommandRun stopped = site.pid("consume", "--exit-at-end");
            var committed = site.committed();
            CommandRun told = site.pid("--set", "consumer.on_lost_records=continue", "consume", "--exit-at-end");

            assertThat(stopped.exit()).as(stopped.err()).isEqualTo(4);
            assertThat(stopped.err())
                    .contains("error: failed  topic " + site.topic, "offsets 10 to 14 were deleted")
                    .contains("next: the same command with --set consumer.on_lost_records=continue")
                    .doesNotContain("nothing is lost");
            assertThat(committed).containsEntry(0, 10L);
            assertThat(told.exit()).as(told.err()).isZero();
            assertThat(told.err()).contains("warning: records are lost: " + site.topic + "-0: offsets 10 to 14");
            assertThat(site.isAllCommitted()).isTrue();
            assertThat(site.expectation().differences(events.subList(15, 20))).isEmpty();
        }
    }
}
