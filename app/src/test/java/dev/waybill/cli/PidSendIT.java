package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.stack.StackOptions;
import dev.waybill.cli.stack.StackProcess;
import dev.waybill.cli.stack.StackProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code init} and {@code send} against a real broker: the local stack, where it has been built. */
final class PidSendIT {
    @Test
    void topicsAreCreatedOnceAndRecordsArriveInOrder() {
        try (StackProcess stack = StackProcess.start(program(), kafkaOnly())) {
            String servers = stack.endpoints().getOrDefault("kafka", "");
            Map<String, String> environment =
                    Map.of("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", servers, "WAYBILL_CONSUMER_RETRY_TOPIC", "again");

            CommandRun first = CommandRun.with(environment, "pid", "init");
            CommandRun second = CommandRun.with(environment, "pid", "init");
            CommandRun sent = CommandRun.with(environment, "pid", "send", "-m", "{}", "--key", "k", "-o", "jsonl");
            CommandRun other = CommandRun.with(
                    environment, "pid", "send", "-m", "no json", "--raw", "--topic", "new", "-o", "csv");

            assertThat(first).isEqualTo(new CommandRun(0, "topic CMIP6 created\ntopic again created\n", ""));
            assertThat(second)
                    .isEqualTo(new CommandRun(0, "topic CMIP6 exists already\ntopic again exists already\n", ""));
            assertThat(sent)
                    .isEqualTo(new CommandRun(
                            0, "{\"topic\":\"CMIP6\",\"partition\":0,\"offset\":0,\"key\":\"k\"}\n", ""));
            assertThat(other.err()).isEqualTo("topic new created\n");
            assertThat(other.out()).startsWith("topic,partition,offset,key\nnew,0,0,");
        }
    }

    private static StackProgram program() {
        try {
            return StackProgram.find(Optional.empty());
        } catch (CommandException absent) {
            return abort("the local stack is not built: send and init are not tried against a broker");
        }
    }

    private static StackOptions kafkaOnly() {
        return new StackOptions(
                List.of("kafka"), Optional.empty(), Optional.empty(), Map.of("kafka", 0), Duration.ofSeconds(60));
    }
}
