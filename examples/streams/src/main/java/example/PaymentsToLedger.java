package example;

import static dev.waybill.pipeline.Json.json;
import static java.time.Duration.ofSeconds;

import dev.waybill.delivery.Ordering;
import dev.waybill.failure.file.FileFailureStore;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.Sink;
import dev.waybill.source.KafkaSource;
import java.io.IOException;
import java.nio.file.Path;

/** Reads payments from a topic and writes the booked ones into a file, up to 500 at a time. */
public final class PaymentsToLedger {
    private PaymentsToLedger() {}

    /** Takes the Kafka servers and the file; localhost:9092 and ledger.csv if they are not given. */
    public static void main(String[] args) throws IOException {
        String servers = args.length > 0 ? args[0] : "localhost:9092";
        var file = Path.of(args.length > 1 ? args[1] : "ledger.csv").toAbsolutePath();

        try (var ledger = LedgerFile.open(file);
                var pipeline = Pipeline.from(KafkaSource.topic("payments").group("ledger").servers(servers))
                        .named("payments")
                        .ordered(Ordering.key()) // the payments of one account, one after the other
                        .parkingIn(new FileFailureStore(file.resolveSibling("failures")))
                        .exitAtEnd() // without this line it goes on until Ctrl-C
                        .map(json(Payment.class)) // what cannot be read is parked, with its reason
                        .filter(Payment::isBooked)
                        .batch(500, ofSeconds(1))
                        .to(Sink.batches(ledger::insertAll))) { // its return settles all records of the batch
            var report = pipeline.run();
            System.out.println(report.stats().delivered() + " delivered, " + report.stats().filtered() + " filtered, "
                    + report.stats().parked() + " parked");
        }
    }
}
