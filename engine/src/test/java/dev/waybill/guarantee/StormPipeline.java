package dev.waybill.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.joining;

import dev.waybill.failure.DeliveryException;
import dev.waybill.failure.FailureStore;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.http.ExchangeLimits;
import dev.waybill.http.HttpExchanges;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.record.KafkaRecord;
import dev.waybill.sink.HttpSink;
import dev.waybill.source.GroupProtocol;
import dev.waybill.source.KafkaSource;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** The pipeline that each worker of a storm runs, of nothing but real parts. Thread-safe. */
final class StormPipeline {
    /** Longer than a rebalance or a shutdown waits, so that now and then something is still under way. */
    private static final ExchangeLimits EXCHANGES = new ExchangeLimits(ofSeconds(3), 64, 1 << 10);

    private final FileWitness witness;
    private final HttpSink<Load> sink;

    private StormPipeline(FileWitness witness, URI server) {
        this.witness = witness;
        this.sink = HttpSink.<Load>sending(load -> HttpRequest.newBuilder(server)
                        .POST(BodyPublishers.ofString(body(load), UTF_8))
                        .build())
                .over(HttpExchanges.verified(EXCHANGES));
    }

    private String body(Load load) {
        return load.records().stream()
                .map(r -> new StormLine(witness.ownerOf(r), r.position(), load.part(), Event.content(r)).text())
                .collect(joining("\n"));
    }

    static Pipeline of(StormPlan plan, KafkaSource source, URI server, FileWitness witness, Path failures) {
        var files = new FileFailureStore(failures);
        FailureStore store = records -> {
            files.park(records);
            records.forEach(parked -> witness.parked(parked.record()));
        };
        return new StormPipeline(witness, server).pipeline(plan, source, store);
    }

    private Pipeline pipeline(StormPlan plan, KafkaSource source, FailureStore failures) {
        var steps = Pipeline.from(() -> new WatchedSource(source.open(), witness))
                .ordered(plan.ordering())
                .within(plan.limits())
                .retrying(StormPlan.RETRY)
                .breaking(StormPlan.BREAKER)
                .parkingIn(failures);
        return switch (plan.form()) {
            case PLAIN -> steps.to(record -> deliver(new Together(witness, List.of(record))));
            case BATCH ->
                steps.batch(StormPlan.BATCH, ofMillis(20))
                        .to(records -> deliver(new Together(witness, List.copyOf(records))));
            case FLAT_MAP -> steps.flatMap(this::parts).to(this::deliver);
            case BRANCH ->
                steps.map(record -> new Whole(witness, record, 2))
                        .branch(
                                first -> first.to(whole -> deliver(whole.part(0, "first"))),
                                second -> second.to(whole -> deliver(whole.part(1, "second"))));
        };
    }

    private List<Load> parts(KafkaRecord record) {
        int parts = 1 + (int) (record.offset() % 3);
        var whole = new Whole(witness, record, parts);
        return IntStream.range(0, parts).mapToObj(i -> whole.part(i, "sink")).toList();
    }

    /** That it arrived is for the server to write down. */
    private CompletionStage<?> deliver(Load load) {
        load.began();
        return sink.deliver(load).whenComplete((answer, thrown) -> {
            if (thrown == null) {
                load.taken();
            } else {
                load.refused(failure(thrown));
            }
        });
    }

    private static DeliveryException failure(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof DeliveryException known ? known : DeliveryException.retriable(cause.toString(), cause);
    }

    /** What a worker reads; a static member if {@code instance} is not empty. */
    static KafkaSource source(StormPlan plan, String servers, String topic, String instance) {
        var source = KafkaSource.topic(topic)
                .group(topic)
                .servers(servers)
                .protocol(plan.protocol())
                .property("max.poll.records", StormPlan.LARGEST_POLL)
                .property("metadata.max.age.ms", 1_000);
        var brisk = plan.protocol() == GroupProtocol.CONSUMER // the broker keeps the times, by group
                ? source
                : source.property("session.timeout.ms", (int) StormPlan.SESSION.toMillis())
                        .property("heartbeat.interval.ms", 500);
        return instance.isEmpty() ? brisk : brisk.instance(instance);
    }
}
