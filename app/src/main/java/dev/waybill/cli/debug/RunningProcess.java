package dev.waybill.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.waybill.server.presence.Presence;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running command of this user what can be seen of it from outside. Used by one thread. */
record RunningProcess(Presence presence) {
    private static final int LONGEST_SECONDS = 5;

    /** Its answer to {@code why}, without the keys of records: these may be private. */
    String why() throws InterruptedException {
        String answer = get("/why");
        try {
            JsonNode json = JsonMapper.shared().readTree(answer);
            hideKeys(json);
            return json.toPrettyString() + "\n";
        } catch (JacksonException e) {
            return answer;
        }
    }

    private static void hideKeys(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.remove("answer"); // one sentence, with the key in it
            if (object.path("key").isString()) {
                object.put("key", "(left out)");
            }
        }
        json.forEach(RunningProcess::hideKeys);
    }

    String metrics() throws InterruptedException {
        return get("/metrics");
    }

    /** As the JDK's own tool says it. */
    String threads() throws InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return "no " + jcmd + ": this Java has no tools\n";
        }
        try {
            Path said = Files.createTempFile("waybill-threads-", ".txt");
            try {
                Process process = new ProcessBuilder(jcmd.toString(), Long.toString(presence.pid()), "Thread.print")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                boolean ended = process.waitFor(LONGEST_SECONDS, SECONDS);
                process.destroyForcibly();
                return (ended ? "" : "(not all of it)\n") + Files.readString(said, UTF_8);
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            return "not known: " + e.getMessage() + "\n";
        }
    }

    private String get(String path) throws InterruptedException {
        var client = HttpClient.newBuilder().connectTimeout(ofSeconds(1)).build();
        var request = HttpRequest.newBuilder(presence.url().resolve(path))
                .timeout(ofSeconds(LONGEST_SECONDS))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "no answer: " + e.getMessage() + "\n";
        }
    }
}
