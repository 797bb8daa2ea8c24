package dev.waybill.cli.pid;

import dev.waybill.cli.terminal.Count;
import dev.waybill.pid.handle.HandleClient;
import dev.waybill.pid.journal.HandleJournal;
import dev.waybill.pid.register.HandleRegistrar;
import dev.waybill.pid.register.Registration;
import dev.waybill.pid.settings.PidSettings;
import dev.waybill.pipeline.Sink;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Where registrations go, and how many handles have arrived there. */
public record PidSink(Sink<Registration> sink, LongSupplier handles) {
    /** The Handle service of the settings. */
    public static PidSink service(PidSettings settings) {
        var registrar = new HandleRegistrar(new HandleClient(settings.handle()));
        return new PidSink(registrar, () -> {
            var counts = registrar.counts();
            return counts.created() + counts.updated() + counts.unchanged() + counts.withdrawn();
        });
    }

    /** The files below {@code handles/}. */
    public static PidSink journal(PidSettings settings) {
        var journal = new HandleJournal(settings.outputDir(), InstantSource.system());
        return new PidSink(journal, journal::handles);
    }

    /** What a progress line shows of {@code stats}. */
    public List<Count> counts(dev.waybill.delivery.DeliveryStats stats) {
        var counts = new ArrayList<Count>();
        counts.add(Count.rated("events", stats.settled()));
        counts.add(Count.rated("handles", handles.getAsLong()));
        counts.add(Count.plain("parked", stats.parked()));
        counts.add(Count.plain("failed attempts", stats.failedAttempts()));
        counts.add(Count.plain("waiting", stats.waitingForRetry()));
        counts.add(Count.plain("in flight", stats.inFlight()));
        return counts;
    }
}
