package dev.waybill.http;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * The JDK clients of this process, made when first used. They cannot be closed on Java 17, so there is one of each kind;
 * their threads are daemons.
 */
final class SharedClient {
    static final ExecutorService WORKERS =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), daemons("http"));
    static final ScheduledThreadPoolExecutor TIMER = timer();

    private SharedClient() {}

    static HttpClient verified() {
        return Verified.CLIENT;
    }

    static HttpClient unverified() {
        return Unverified.CLIENT;
    }

    private static final class Verified {
        static final HttpClient CLIENT = builder().build();
    }

    private static final class Unverified {
        static final HttpClient CLIENT = builder().sslContext(trustAnyone()).build();
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER) // a redirect would carry credentials elsewhere
                .executor(WORKERS);
    }

    private static SSLContext trustAnyone() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnyone()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(1, daemons("http-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String name) {
        var number = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
