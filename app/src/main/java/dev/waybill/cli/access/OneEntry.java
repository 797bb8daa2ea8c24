package dev.waybill.cli.access;

import dev.waybill.server.access.Audit;
import dev.waybill.server.access.Caller;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The line about one command: written when it ends, or, at a signal, when it had its time to end. Thread-safe. */
final class OneEntry {
    private final Audit audit;
    private final Caller caller;
    private final String action;
    private final Map<String, String> filter;
    private final ChangingCommand change;
    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread onSignal = new Thread(this::waitAndWrite, "audit-on-signal");

    OneEntry(Audit audit, Caller caller, String action, Map<String, String> filter, ChangingCommand change) {
        this.audit = audit;
        this.caller = caller;
        this.action = action;
        this.filter = filter;
        this.change = change;
    }

    void begin() {
        try {
            audit.check();
        } catch (IOException e) {
            throw AuditedExecution.unwritable(e);
        }
        Runtime.getRuntime().addShutdownHook(onSignal);
    }

    private void waitAndWrite() {
        try {
            if (!written.await(change.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                write("interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the process ends now
        }
    }

    void end(String result) {
        write(result);
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }

    private synchronized void write(String result) {
        if (written.getCount() == 0) {
            return;
        }
        try {
            audit.record(caller, action, filter, change.counts(), result);
        } catch (IOException e) {
            LoggerFactory.getLogger(OneEntry.class)
                    .atError()
                    .addKeyValue("error", e.toString())
                    .log("what was done is not in the audit");
        }
        written.countDown();
    }
}
