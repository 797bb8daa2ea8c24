package dev.waybill.sink;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KafkaSinkTest {
    static List<Arguments> refusals() {
        return List.of(
                Arguments.of(new RecordTooLargeException("3 MB"), FailureClass.POISON),
                Arguments.of(new InvalidRecordException("a compacted topic needs keys"), FailureClass.POISON),
                Arguments.of(new SaslAuthenticationException("no"), FailureClass.MISCONFIGURED),
                Arguments.of(new TopicAuthorizationException("no"), FailureClass.MISCONFIGURED),
                Arguments.of(
                        new TimeoutException("no", new UnknownTopicOrPartitionException()), FailureClass.MISCONFIGURED),
                Arguments.of(new IllegalStateException("closed"), FailureClass.MISCONFIGURED),
                Arguments.of(new BufferExhaustedException("full"), FailureClass.THROTTLED),
                Arguments.of(new TimeoutException("expired"), FailureClass.UNAVAILABLE),
                Arguments.of(new NotEnoughReplicasException("1 of 2"), FailureClass.UNAVAILABLE),
                Arguments.of(new OutOfOrderSequenceException("gap"), FailureClass.TRANSIENT),
                Arguments.of(new IllegalArgumentException("?"), FailureClass.BUG));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void theTypeOfTheRefusalDecides(Exception refusal, FailureClass expected) {
        var failure = SendFailure.of("out", refusal).failure();

        assertThat(failure.failureClass()).isEqualTo(expected);
        assertThat(failure.reason()).contains("topic \"out\"");
    }

    static List<Outgoing> keptAndMoved() {
        var kept = Outgoing.of("key", "value");
        return List.of(kept, kept.placedBy(new byte[] {1}));
    }

    @ParameterizedTest
    @MethodSource("keptAndMoved")
    @Timeout(30)
    void whereNobodyAnswersDeliveriesDoNotStandStillOneAfterTheOther(Outgoing outgoing) throws Exception {
        try (var sink = KafkaSink.topic("out")
                .servers("127.0.0.1:" + freePort())
                .property("max.block.ms", 500)
                .<Outgoing>sending(value -> value)) {
            var results = new ArrayList<CompletableFuture<?>>();

            for (int i = 0; i < 1_000; i++) { // eight minutes, if each waited
                results.add(sink.deliver(outgoing).toCompletableFuture());
            }

            assertThat(results)
                    .allSatisfy(result -> assertThat(result)
                            .failsWithin(ofSeconds(5))
                            .withThrowableThat()
                            .havingCause()
                            .satisfies(thrown -> assertThat(Failure.of(thrown).failureClass())
                                    .isEqualTo(FailureClass.UNAVAILABLE)));
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        var builder = KafkaSink.topic("out").property("acks", "1").property("transactional.id", "t");

        assertThatThrownBy(builder::passing)
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("bootstrap.servers: expected host:port")
                .hasMessageContaining("acks: not for a pipeline to set")
                .hasMessageContaining("transactional.id: not for a pipeline to set");
    }

    @Test
    void aPropertyThatTheClientRefusesIsNamed() {
        var builder = KafkaSink.topic("out").servers("127.0.0.1:1").property("linger.ms", "soon");

        assertThatThrownBy(builder::passing)
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("linger.ms");
    }

    @Test
    void aNameThatNoTopicCanHaveIsRefusedAtBirth() {
        assertThatThrownBy(() -> KafkaSink.topic("orders/2026"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("orders/2026");
    }

    @Test
    void aSinkThatWasClosedSaysWhatToDo() {
        var sink = KafkaSink.topic("out").servers("127.0.0.1:1").<String>sending(value -> Outgoing.of("key", value));
        sink.close();

        var result = sink.deliver("late").toCompletableFuture();

        assertThat(result)
                .failsWithin(ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("close it after the pipeline");
    }
}
