package dev.waybill.server.console.inbox;

import dev.waybill.files.ReceivedFiles;
import dev.waybill.files.registry.DeliveredFile;
import dev.waybill.files.staging.Gap;
import dev.waybill.files.staging.StagingFolder.Found;
import dev.waybill.server.access.Role;
import dev.waybill.server.console.Pages;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.Shown;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which files lack chunks, and which have arrived. Thread-safe.
 *
 * @param receivers the output folders that are known, asked each time
 */
public record FilePages(Pages pages, Supplier<List<Path>> receivers, InstantSource clock) implements Routes {
    private static final int MOST_FINISHED = 100;
    private static final int MOST_GAPS = 20;
    private static final int WIDTH = 1_000;

    /** A file of which chunks are missing; {@code bars} are those that are, as stretches of a thousand. */
    record Incomplete(
            String path,
            String receiver,
            String have,
            String bytes,
            String missing,
            List<Bar> bars,
            String idle,
            Duration age) {
        static Incomplete of(Found found, Path receiver, Instant now) {
            var gaps = found.pieces().missing();
            int chunks = found.version().chunks();
            var age = Duration.between(found.changed(), now);
            return new Incomplete(
                    found.version().path().toString(),
                    receiver.toString(),
                    Shown.count(found.pieces().count()) + " of " + Shown.count(chunks),
                    Shown.bytes(OptionalDouble.of((double) found.pieces().size())),
                    text(gaps),
                    gaps.stream().limit(WIDTH).map(gap -> Bar.of(gap, chunks)).toList(),
                    Shown.time(age),
                    age);
        }

        private static String text(List<Gap> gaps) {
            String shown = gaps.stream().limit(MOST_GAPS).map(Gap::toString).collect(Collectors.joining(", "));
            return gaps.size() > MOST_GAPS ? shown + " and " + (gaps.size() - MOST_GAPS) + " more stretches" : shown;
        }
    }

    /** A stretch that is missing. */
    record Bar(int from, int wide) {
        static Bar of(Gap gap, int chunks) {
            int from = (int) ((gap.first() - 1L) * WIDTH / chunks);
            return new Bar(from, (int) Math.max(1, (long) gap.last() * WIDTH / chunks - from));
        }
    }

    /** A file that has arrived. */
    record Finished(String path, String receiver, String chunks, String at, Instant moment) {
        static Finished of(DeliveredFile file, Path receiver) {
            return new Finished(
                    file.path().toString(),
                    receiver.toString(),
                    Shown.count(file.chunks()),
                    Shown.moment(file.processedAt()),
                    file.processedAt());
        }
    }

    private record All(List<Incomplete> incomplete, List<Finished> finished) {}

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(Section.FILES.path(), this::list, Role.VIEWER);
        routes.get("/api/v1/files", this::json, Role.VIEWER);
    }

    private All all() throws IOException {
        var now = clock.instant();
        var incomplete = new ArrayList<Incomplete>();
        var finished = new ArrayList<Finished>();
        for (Path receiver : receivers.get()) {
            var files = ReceivedFiles.in(receiver);
            var delivered = files.delivered();
            files.staged(delivered).forEach(found -> incomplete.add(Incomplete.of(found, receiver, now)));
            var last =
                    new ArrayList<>(delivered.subList(Math.max(0, delivered.size() - MOST_FINISHED), delivered.size()));
            Collections.reverse(last);
            last.forEach(file -> finished.add(Finished.of(file, receiver)));
        }
        incomplete.sort(Comparator.comparing(Incomplete::age).reversed());
        finished.sort(Comparator.comparing(Finished::moment).reversed());
        return new All(incomplete, finished.subList(0, Math.min(MOST_FINISHED, finished.size())));
    }

    private void list(Context ctx) throws IOException {
        var all = all();
        pages.show(
                ctx,
                Section.FILES,
                Section.FILES.title(),
                "waybill files missing --output-dir DIR",
                "inbox/files.jte",
                Map.of("incomplete", all.incomplete(), "finished", all.finished()));
    }

    private void json(Context ctx) throws IOException {
        var all = all();
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "incomplete",
                        all.incomplete().stream()
                                .map(f -> Answers.object(
                                        "path", f.path(),
                                        "receiver", f.receiver(),
                                        "missing", f.missing(),
                                        "idle_seconds", f.age().toSeconds()))
                                .toList(),
                        "finished",
                        all.finished().stream()
                                .map(f -> Answers.object(
                                        "path",
                                        f.path(),
                                        "receiver",
                                        f.receiver(),
                                        "at",
                                        f.moment().toString()))
                                .toList()));
    }
}
