package dev.waybill.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Starts logging. Until then nothing is logged, and commands that only print never load it. */
public final class Logging {
    private static final String OURS = "dev.waybill";

    private Logging() {}

    /**
     * From now on events go to the target.
     *
     * @param err used where the target names no file
     * @param redact what every line passes through
     */
    public static void start(LogTarget target, PrintStream err, UnaryOperator<String> redact) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();

        var layout = new LogLayout(target.file().isPresent(), redact);
        layout.setContext(context);
        layout.start();

        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();

        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(target.file().map(Logging::open).orElseGet(() -> kept(err)));
        appender.start();

        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(OURS).setLevel(level(target.level()));
        bridge();
    }

    /** The database's driver and the tracer log by {@code java.util.logging}, which would go to standard error as it is. */
    private static void bridge() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }

    /** Logging that is started anew closes what it had; standard error is not its own. */
    private static OutputStream kept(PrintStream err) {
        return new FilterOutputStream(err) {
            @Override
            public void write(byte[] bytes, int from, int length) {
                err.write(bytes, from, length);
            }

            @Override
            public void close() {
                err.flush();
            }
        };
    }

    private static OutputStream open(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
