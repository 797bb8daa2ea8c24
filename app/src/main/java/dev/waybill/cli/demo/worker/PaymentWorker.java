package dev.waybill.cli.demo.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.log.LogLevel;
import dev.waybill.cli.log.LogTarget;
import dev.waybill.cli.log.Logging;
import dev.waybill.delivery.DeliveryReport;
import dev.waybill.health.HealthServer;
import dev.waybill.pipeline.Pipeline;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the worker process starts: runs the pipeline to the end of its topic. It first says where its health pages are,
 * in one line; it ends early when its standard input does, for then nobody waits for it.
 */
public final class PaymentWorker {
    private PaymentWorker() {}

    /** Takes the Kafka servers, the address of the ledger and a folder for failures and the log. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[2]);
        var log = new LogTarget(LogLevel.INFO, Optional.of(folder.resolve("worker.log")));
        Logging.start(log, System.err, text -> text);
        DeliveryReport report;
        try (var health = HealthServer.open(0, HealthServer.Content.PLAIN);
                var pipeline = PaymentPipeline.of(
                        args[0], new LedgerClient(URI.create(args[1])), folder.resolve("failures"), health)) {
            endWithStandardInput(pipeline);
            new PrintStream(System.out, true, UTF_8).println(health.uri());
            report = pipeline.run();
        }
        report.stoppedBy().ifPresent(failure -> System.err.println("error: " + failure.reason()));
        boolean isDone = report.stoppedBy().isEmpty() && report.unfinished() == 0;
        System.exit((isDone ? ExitCode.DONE : ExitCode.FAILED).status());
    }

    private static void endWithStandardInput(Pipeline pipeline) {
        var thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // as good as its end
                    }
                    pipeline.stop();
                },
                "standard-input");
        thread.setDaemon(true);
        thread.start();
    }
}
