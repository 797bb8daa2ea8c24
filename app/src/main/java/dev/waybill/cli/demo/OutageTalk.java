package dev.waybill.cli.demo;

import dev.waybill.cli.terminal.ProgressLine;
import dev.waybill.delivery.DeliveryStats;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Says how an outage goes, between two drawings of the progress line.
 *
 * @param failures where parked events would be, if the outage had any parked
 */
record OutageTalk(PrintStream err, ProgressLine progress, Path failures) implements Outage.Watcher {
    @Override
    public void began(DeliveryStats stats) {
        say(
                "the Handle service is down now, on purpose: %,d events have arrived, what follows has to wait",
                stats.delivered());
    }

    @Override
    public void ended(DeliveryStats stats, Duration lasted) {
        long blamed = ParkedLine.in(failures).stream()
                .filter(ParkedLine::isNotItsOwnFault)
                .count();
        say(
                "the Handle service is back after %.1f s: %,d attempts failed meanwhile, %,d events were parked for it",
                lasted.toMillis() / 1000.0, stats.failedAttempts(), blamed);
    }

    @Override
    public void overcome(Duration afterEnd) {
        say("delivery goes on by itself, %.1f s later", afterEnd.toMillis() / 1000.0);
    }

    private void say(String format, Object... values) {
        progress.close(); // ends a line that is being redrawn
        err.println(String.format(Locale.ROOT, format, values));
    }
}
