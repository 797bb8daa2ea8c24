package dev.waybill.server.http;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a new certificate while the server runs. A file that is no certificate, yet or at all, leaves the former in force. */
final class TlsReload extends AbstractLifeCycle {
    private static final Logger log = LoggerFactory.getLogger(TlsReload.class);
    private static final long LOOK_SECONDS = 5;

    private final Tls tls;
    private final SslContextFactory.Server factory;
    private final ScheduledExecutorService thread;
    private Tls.Stamp seen;

    TlsReload(Tls tls, SslContextFactory.Server factory) {
        this.tls = tls;
        this.factory = factory;
        this.seen = tls.stamp();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = new Thread(task, "certificate");
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    protected void doStart() {
        var unused = thread.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        var now = tls.stamp();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            var store = tls.keyStore();
            factory.reload(same -> same.setKeyStore(store));
            log.atInfo().addKeyValue("file", tls.certificate()).log("a new certificate is shown from now on");
        } catch (Exception e) { // whatever is wrong with the files
            log.atError()
                    .addKeyValue("file", tls.certificate())
                    .addKeyValue("error", e.toString())
                    .log("the certificate cannot be read; the former stays in force");
        }
    }

    @Override
    protected void doStop() {
        thread.shutdownNow();
    }
}
