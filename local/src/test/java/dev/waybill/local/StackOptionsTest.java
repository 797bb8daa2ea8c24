package dev.waybill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class StackOptionsTest {
    @Test
    void withoutOptionsEveryServiceIsStartedAtItsOwnPort() {
        StackPlan plan = plan();

        assertThat(plan.ports())
                .containsExactly(
                        entry(StackService.KAFKA, 9092),
                        entry(StackService.HANDLE, 8010),
                        entry(StackService.GIRDER, 8020),
                        entry(StackService.STAC, 8030),
                        entry(StackService.CLICKHOUSE, 8123),
                        entry(StackService.POSTGRES, 5432));
        assertThat(plan.clickHouse()).isEqualTo(ClickHouseKind.STAND_IN);
        assertThat(plan.dataDirectory()).isEmpty();
        assertThat(plan.readyFile()).isEmpty();
    }

    @Test
    void theLastPortOfAServiceCountsAndOnlyChosenServicesAreStarted() {
        StackPlan plan = plan("--only", "stac", "--port", "stac=0", "--port", "stac=8031", "--data-dir", "kept");

        assertThat(plan.ports()).containsExactly(entry(StackService.STAC, 8031));
        assertThat(plan.dataDirectory()).contains(Path.of("kept"));
    }

    @Test
    void allProblemsAreNamedAtOnceWithTheServicesThereAre() {
        assertThatThrownBy(() -> plan(
                        "--only", "kafka,kafak", "--port", "stack=1", "--port", "stac=70000", "--clickhouse", "click"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(
                        "--only: no such service \"kafak\"; the services are kafka, handle, girder, stac, clickhouse, postgres")
                .hasMessageContaining("--clickhouse: expected one of stand-in, chdb, got \"click\"")
                .hasMessageContaining("--port: no such service \"stack\"")
                .hasMessageContaining("--port stac: expected 0 to 65535, got 70000");
    }

    private static StackPlan plan(String... arguments) {
        var host = new Host();
        new CommandLine(host).parseArgs(arguments);
        return host.options.plan();
    }

    @Command(name = "test")
    private static final class Host {
        @Mixin
        private final StackOptions options = new StackOptions();
    }
}
