package dev.waybill.docs;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * The lines of one page, typed one after the other as a newcomer does, in a folder that looks like a checkout. Services get ports of their own; ids that are printed are put where the page asks for
 * them. What a comment says of the exit status, or that a command goes on until Ctrl-C, holds. Used by one thread.
 */
final class PageRun implements AutoCloseable {
    private static final List<String> ALL =
            List.of("kafka", "handle", "girder", "stac", "clickhouse", "batch", "postgres", "jobs");
    private static final Map<String, Integer> USUAL = Map.of(
            "kafka",
            9092,
            "handle",
            8010,
            "girder",
            8020,
            "stac",
            8030,
            "clickhouse",
            8123,
            "batch",
            8000,
            "jobs",
            8050);
    private static final Pattern UP = Pattern.compile("(?:bin/)?waybill up(?: --only (\\S+))?(?: .*)?");
    private static final Pattern STATUS = Pattern.compile("#.*exit status (\\d+)(?: or (\\d+))?");
    private static final Pattern HTTP = Pattern.compile("--http (\\d+)");
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S+)");
    private static final Map<String, Pattern> PRINTED = Map.of(
            "<job_id>", Pattern.compile("(?m)^job ([0-9a-f]{8}) created"),
            "<model_id>", Pattern.compile("^\\{\"id\": \"([0-9a-f]{8})\""),
            "<fingerprint>", Pattern.compile("^FINGERPRINT .*\\n(\\w+) "),
            "<failure>", Pattern.compile("^ID .*FINGERPRINT.*\\n(\\w+) "),
            "<job>", Pattern.compile("^ *JOB .*\\n *(\\d+) "));

    private final Shell shell;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    private PageRun(Path folder) throws IOException {
        this.shell = Shell.in(folder);
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            addresses.put("8077", Integer.toString(socket.getLocalPort())); // the usual one of --http
        }
    }

    /** All that {@code page} shows for a shell, in a folder that is empty. */
    static void typeAll(String page, Path folder) throws IOException, InterruptedException {
        List<String> lines = PageCommands.toRun(page);
        assertThat(lines).as(page).hasSizeGreaterThan(1);
        try (var run = new PageRun(folder)) {
            for (String line : lines) {
                run.type(line);
            }
        }
    }

    private void type(String line) throws IOException, InterruptedException {
        String command = adapted(PageCommands.withoutComment(line));
        var up = UP.matcher(command);
        var export = EXPORT.matcher(command);
        if (up.matches()) {
            start(up.group(1) == null ? ALL : List.of(up.group(1).split(",")), command);
        } else if (export.matches()) {
            shell.export(export.group(1), export.group(2));
        } else if (line.contains("until Ctrl-C")) {
            goesOn(command);
        } else {
            run(line, command);
        }
    }

    private void start(List<String> services, String command) throws IOException {
        String line = command.replaceFirst(" --only \\S+", "") + LocalSite.options(services);
        var site = LocalSite.ready(shell, shell.start(line));
        for (String service : services) {
            String endpoint = site.at(service);
            if (service.equals("kafka")) {
                addresses.put("localhost:9092", endpoint);
                shell.export("WAYBILL_KAFKA_BOOTSTRAP_SERVERS", endpoint);
            } else if (USUAL.containsKey(service)) {
                addresses.put(
                        "localhost:" + USUAL.get(service), URI.create(endpoint).getAuthority());
            }
        }
        exportIfThere("WAYBILL_HANDLE_SERVER_URL", site, "handle");
        exportIfThere("WAYBILL_STAC_BASE_URL", site, "stac");
        exportIfThere("BATCH_API_URL", site, "batch");
    }

    private void exportIfThere(String variable, LocalSite site, String service) {
        if (site.endpoints().has(service)) {
            shell.export(variable, site.at(service));
        }
    }

    private void goesOn(String command) throws IOException {
        var typed = shell.start(command);
        var watched = HTTP.matcher(command);
        if (watched.find()) {
            String livez = "curl -fsS http://localhost:" + watched.group(1) + "/livez";
            typed.await(() -> shell.run(livez).exit() == 0);
        } else {
            typed.assertGoesOn();
        }
    }

    private void run(String line, String command) throws IOException, InterruptedException {
        if (line.contains("a moment later") || command.contains("waybill doctor")) { // a busy machine answers it late
            Awaitility.await()
                    .atMost(ofMinutes(2))
                    .until(() -> shell.run(command).exit() == 0);
        }
        var run = shell.run(command);
        var status = STATUS.matcher(line);
        List<Integer> expected = !status.find()
                ? List.of(0)
                : status.group(2) == null
                        ? List.of(Integer.parseInt(status.group(1)))
                        : List.of(Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)));
        assertThat(run.exit()).as("%s%n%s%s", command, run.out(), run.err()).isIn(expected);
        PRINTED.forEach((placeholder, pattern) -> {
            var printed = pattern.matcher(run.out());
            if (printed.find()) {
                ids.put(placeholder, printed.group(1));
            }
        });
    }

    private String adapted(String command) {
        String line = command;
        for (var id : ids.entrySet()) {
            line = line.replace(id.getKey(), id.getValue());
        }
        for (var address : addresses.entrySet()) {
            line = line.replace(address.getKey(), address.getValue());
        }
        assertThat(line).as("an id that nothing printed").doesNotContainPattern("<[a-z_]+>");
        return line;
    }

    @Override
    public void close() {
        shell.close();
    }
}
