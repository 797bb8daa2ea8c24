package dev.waybill.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.waybill.cli.output.Plain;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line: time, level, message, key-values. A stack trace follows only for an error.
 *
 * <p>Thread-safe: it keeps no state.
 */
final class LogLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final DateTimeFormatter time;
    private final UnaryOperator<String> redact;

    LogLayout(boolean forFile, UnaryOperator<String> redact) {
        this.time = forFile ? FULL : CLOCK;
        this.redact = redact;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(160);
        line.append(time.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault())));
        line.append(' ').append(String.format("%-5s", event.getLevel())).append(' ');
        line.append(Plain.visible(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> append(line, pair));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            appendThrown(line, thrown, event.getLevel().isGreaterOrEqual(Level.ERROR));
        }
        return redact.apply(line.append(System.lineSeparator()).toString());
    }

    private static void append(StringBuilder line, KeyValuePair pair) {
        String value = Plain.visible(Objects.toString(pair.value, ""));
        boolean quoted = value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('"') >= 0;
        line.append(' ').append(pair.key).append('=');
        line.append(quoted ? '"' + value.replace("\"", "\\\"") + '"' : value);
    }

    private static void appendThrown(StringBuilder line, IThrowableProxy thrown, boolean withTrace) {
        if (withTrace) {
            line.append(System.lineSeparator())
                    .append(ThrowableProxyUtil.asString(thrown).stripTrailing());
        } else {
            line.append(" thrown=\"")
                    .append(thrown.getClassName())
                    .append(": ")
                    .append(Plain.visible(Objects.toString(thrown.getMessage(), "")))
                    .append('"');
        }
    }
}
