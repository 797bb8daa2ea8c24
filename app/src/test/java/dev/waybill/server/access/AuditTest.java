package dev.waybill.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final Caller ANNA = new Caller("anna", Role.ADMIN, "127.0.0.1");
    private static final int CALLERS = 8;
    private static final int CHANGES = 25;

    @TempDir
    Path folder;

    @Test
    void everyOfManyChangesAtATimeHasItsLine() throws Exception {
        var audit = Audit.in(folder.resolve("audit.jsonl"), InstantSource.system());
        var together = new CyclicBarrier(CALLERS);
        var threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    together.await();
                    for (int change = 0; change < CHANGES; change++) {
                        audit.record(ANNA, "jobs.retry", Map.of(), Map.of("jobs", (long) change), AuditLine.DONE);
                    }
                    return null;
                }));
            }
            finish(callers);
        } finally {
            threads.shutdownNow();
        }
        assertThat(audit.last(2 * CALLERS * CHANGES)).hasSize(CALLERS * CHANGES);
    }

    private static void finish(List<Future<?>> all) throws InterruptedException, ExecutionException {
        for (Future<?> each : all) {
            each.get();
        }
    }

    @Test
    void aLineThatWasCutShortDoesNotSpoilTheNext() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        Files.writeString(file, "{\"time\":\"2026-01-");
        var audit = Audit.in(file, InstantSource.system());
        audit.record(ANNA, "jobs.retry", Map.of(), Map.of(), AuditLine.DONE);
        assertThat(audit.last(10)).extracting(AuditLine::action).containsExactly("jobs.retry");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        var audit = Audit.in(folder.resolve("kept").resolve("audit.jsonl"), InstantSource.system());
        audit.record(ANNA, "jobs.retry", Map.of(), Map.of(), AuditLine.DONE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit.file())))
                .isEqualTo("rw-------");
    }
}
