package dev.waybill.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LoggingTest {
    private static final Logger OURS = LoggerFactory.getLogger("dev.waybill.test");
    private static final Logger THEIRS = LoggerFactory.getLogger("org.apache.kafka.clients.test");
    private static final java.util.logging.Logger DRIVERS = java.util.logging.Logger.getLogger("org.postgresql.test");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);

    @Test
    void ourInformationAndTheirWarningsAreLogged() {
        Logging.start(new LogTarget(LogLevel.INFO, Optional.empty()), err, line -> line);

        OURS.debug("no");
        OURS.info("yes");
        THEIRS.info("no");
        THEIRS.warn("careful");

        assertThat(lines()).hasSize(2);
        assertThat(lines()[0]).matches("\\d\\d:\\d\\d:\\d\\d INFO  yes");
        assertThat(lines()[1]).endsWith("WARN  careful");
    }

    @Test
    void keyValuesFollowTheMessage() {
        Logging.start(new LogTarget(LogLevel.DEBUG, Optional.empty()), err, line -> line.replace("secret", "******"));

        OURS.atDebug()
                .addKeyValue("topic", "CMIP6")
                .addKeyValue("error", "a \"b\" secret")
                .log("record parked");

        assertThat(lines()[0]).endsWith("DEBUG record parked topic=CMIP6 error=\"a \\\"b\\\" ******\"");
    }

    @Test
    void aTraceFollowsAnErrorOnly() {
        Logging.start(new LogTarget(LogLevel.INFO, Optional.empty()), err, line -> line);

        OURS.warn("odd", new IllegalStateException("one\nline"));
        int afterWarning = lines().length;
        OURS.error("bad", new IllegalStateException("oops"));

        assertThat(afterWarning).isEqualTo(1);
        assertThat(bytes.toString(UTF_8))
                .contains("thrown=\"java.lang.IllegalStateException: one\\u000aline\"", "\tat ");
    }

    @Test
    void whatLibrariesLogInAnotherWayGoesTheSameWay() {
        Logging.start(new LogTarget(LogLevel.INFO, Optional.empty()), err, line -> line.replace("secret", "******"));

        DRIVERS.info("no");
        DRIVERS.warning("careful, secret");

        assertThat(lines()).singleElement().asString().endsWith("WARN  careful, ******");
    }

    @Test
    void aFileTakesItInstead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("logs/w.log");
        Logging.start(new LogTarget(LogLevel.INFO, Optional.of(file)), err, line -> line);

        OURS.info("to the file");

        assertThat(Files.readString(file))
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d) INFO  to the file\\R");
        assertThat(bytes.toString(UTF_8)).isEmpty();
    }

    @Test
    void whatIsStartedAnewLeavesStandardErrorOpen() {
        Logging.start(new LogTarget(LogLevel.INFO, Optional.empty()), err, line -> line);

        Logging.start(new LogTarget(LogLevel.INFO, Optional.empty()), err, line -> line);
        err.println("the end");

        assertThat(lines()).containsExactly("the end");
    }

    private String[] lines() {
        return bytes.toString(UTF_8).split("\\R");
    }
}
