package dev.waybill.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.Failure;
import dev.waybill.failure.FailureClass;
import dev.waybill.record.KafkaRecord;
import dev.waybill.testkit.ManualTime;
import dev.waybill.trace.CurrentAttempt;
import dev.waybill.trace.Delivery;
import dev.waybill.trace.KeptAttempts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

    @Test
    void whatIsWrittenCarriesTheTraceOfItsAttemptInThePlaceOfTheOneItCameWith() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        var contact = new Contact(new ManualTime(), ofSeconds(1));
        var record = new KafkaRecord("in", 0, 0, 0, new byte[] {'k'}, null, KeptAttempts.FOLLOWED, 0);
        var attempt = new KeptAttempts().begin(new Delivery("p", record, 1)).orElseThrow();

        try (var sink = new KafkaSink<KafkaRecord>("out", Outgoing::of, producer, contact, Optional.empty())) {
            var scope = CurrentAttempt.enter(attempt);
            assertThat(sink.deliver(record)).isCompleted();
            scope.close();
            assertThat(sink.deliver(record)).isCompleted();
        }

        assertThat(producer.history())
                .extracting(KafkaSinkTest::traces)
                .containsExactly(List.of("of k 1"), List.of("followed"));
    }

    private static List<String> traces(ProducerRecord<byte[], byte[]> written) {
        return Stream.of(written.headers().toArray())
                .filter(header -> header.key().equals("traceparent"))
                .map(header -> new String(header.value(), US_ASCII))
                .toList();
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
