package dev.waybill.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the child says: logged at debug level, what explains its end kept for an error.
 *
 * <p>Thread-safe: a daemon thread of its own reads until the child ends; what it keeps is volatile.
 */
final class ChildTalk implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChildTalk.class);

    private final Process process;
    private final Thread reader;
    private volatile @Nullable String last;
    private volatile @Nullable String error;

    private ChildTalk(Process process) {
        this.process = process;
        this.reader = new Thread(this, "local-stack-output");
        reader.setDaemon(true);
    }

    static ChildTalk follow(Process process) {
        var talk = new ChildTalk(process);
        talk.reader.start();
        return talk;
    }

    @Override
    public void run() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                LOG.debug("local stack: {}", line);
                keep(line);
            }
        } catch (IOException e) {
            LOG.debug("the output of the local stack ended", e);
        }
    }

    /** The last line that says it is an error, else the last one. */
    Optional<String> lastWords() {
        return Optional.ofNullable(error).or(() -> Optional.ofNullable(last));
    }

    /** Returns when everything the ended child said was read. */
    void awaitEnd() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(2));
    }

    private void keep(String line) {
        if (line.startsWith("error")) {
            error = line;
        } else if (!line.isBlank()) {
            last = line;
        }
    }
}
