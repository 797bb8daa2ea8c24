package dev.waybill.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.debian.DebianPackages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium without a screen, with one page, driven over its DevTools protocol. Used by one thread. */
public final class Browser implements AutoCloseable {
    private static final String[] PACKAGES = {
        "chromium-headless-shell",
        "chromium-common",
        "libopenh264-7",
        "libdouble-conversion3",
        "libopus0",
        "libharfbuzz-subset0",
        "libxnvctrl0",
        "libpulse0",
        "libflac12",
        "libminizip1",
        "libsndfile1",
        "libasyncns0",
        "libmp3lame0",
        "libmpg123-0",
        "libogg0",
        "libvorbis0a",
        "libvorbisenc2",
        "fonts-dejavu-core"
    };
    private static final String LISTENING = "DevTools listening on ws://";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final WebSocket socket;
    private final Answers answers;
    private final AtomicInteger number = new AtomicInteger();

    private Browser(Process process, WebSocket socket, Answers answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /**
     * Starts it.
     *
     * @param folder for its profile
     * @throws IOException with a reason for a person, if it cannot be had here
     */
    public static Browser start(Path folder) throws IOException, InterruptedException {
        Path root = DebianPackages.unpacked("chromium", PACKAGES);
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        Path fonts = Files.writeString(
                folder.resolve("fonts.conf"),
                "<fontconfig><dir>" + root.resolve("usr/share/fonts") + "</dir><cachedir>" + folder.resolve("fonts")
                        + "</cachedir></fontconfig>");
        var command = new ProcessBuilder(
                root.resolve("usr/lib/chromium/chromium-headless-shell").toString(),
                "--no-sandbox",
                "--disable-gpu",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder.resolve("profile"),
                "about:blank");
        command.environment().put("LD_LIBRARY_PATH", libraries + ":" + libraries.resolve("pulseaudio"));
        command.environment().put("FONTCONFIG_FILE", fonts.toString());
        var process = command.redirectErrorStream(true).start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var port = port(output);
        if (port == null) {
            process.destroyForcibly();
            throw new IOException("chromium does not start; libraries of this machine may be missing");
        }
        var drain = new Thread(() -> output.lines().forEach(line -> {}), "chromium-output");
        drain.setDaemon(true);
        drain.start();
        var http = HttpClient.newHttpClient();
        var pages = http.send(
                HttpRequest.newBuilder(URI.create("http://" + port + "/json")).build(), BodyHandlers.ofString());
        var page = JSON.readTree(pages.body())
                .valueStream()
                .filter(target -> target.path("type").asString().equals("page"))
                .findFirst()
                .orElseThrow();
        var answers = new Answers();
        var socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(page.path("webSocketDebuggerUrl").asString()), answers)
                .join();
        var browser = new Browser(process, socket, answers);
        browser.call("Page.enable", Map.of());
        browser.call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        browser.call("Runtime.enable", Map.of());
        browser.call("Log.enable", Map.of());
        browser.call("Network.enable", Map.of());
        return browser;
    }

    private static @Nullable String port(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf(LISTENING);
            if (at >= 0) {
                String rest = line.substring(at + LISTENING.length());
                return rest.substring(0, rest.indexOf('/'));
            }
        }
        return null;
    }

    public void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** {@code light} or {@code dark}. */
    public void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Returns when the page is loaded, its scripts included; a page that is still on its way before it does not count. */
    public void open(URI uri) throws InterruptedException {
        String loader = call("Page.navigate", Map.of("url", uri.toString()))
                .path("loaderId")
                .asString();
        try {
            answers.loaded(loader).get(120, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(uri + " was not loaded", e);
        }
    }

    /** The value of a script's expression. */
    public JsonNode evaluate(String script) {
        var answer =
                call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        return answer.path("result").path("value");
    }

    /** The text that a person sees. */
    public String text() {
        return evaluate("document.body.innerText").asString("");
    }

    public void press(String key, int code) {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    public void screenshot(Path file) throws IOException {
        var answer = call("Page.captureScreenshot", Map.of("format", "png", "optimizeForSpeed", false));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(answer.path("data").asString()));
    }

    /** What the console of the page says is wrong: violations of its policy, errors of scripts. */
    public List<String> complaints() {
        return List.copyOf(answers.complaints);
    }

    private JsonNode call(String method, Map<String, Object> parameters) {
        int id = number.incrementAndGet();
        var answer = answers.expect(id);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        try {
            var message = answer.get(120, TimeUnit.SECONDS);
            if (message.has("error")) {
                throw new IllegalStateException(method + ": " + message.path("error"));
            }
            return message.path("result");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(method + " was not answered", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroyForcibly().onExit().join();
    }

    /** What the browser sends, by question; thread-safe. */
    private static final class Answers implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> expected = new ConcurrentHashMap<>();
        private final Map<String, CompletableFuture<Void>> loaded = new ConcurrentHashMap<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        CompletableFuture<JsonNode> expect(int id) {
            return expected.computeIfAbsent(id, any -> new CompletableFuture<>());
        }

        CompletableFuture<Void> loaded(String loader) {
            return loaded.computeIfAbsent(loader, any -> new CompletableFuture<>());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                take(JSON.readTree(part.toString()));
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (message.has("id")) {
                expect(message.path("id").asInt()).complete(message);
                return;
            }
            String event = message.path("method").asString("");
            var entry = message.path("params").path("entry");
            if (event.equals("Log.entryAdded")
                    && !entry.path("level").asString("").equals("verbose")) {
                complaints.add(entry.path("level").asString("") + ": "
                        + entry.path("text").asString(""));
            } else if (event.equals("Runtime.exceptionThrown")) {
                complaints.add(message.path("params").path("exceptionDetails").toString());
            } else if (event.equals("Page.lifecycleEvent")
                    && message.path("params").path("name").asString("").equals("load")) {
                loaded(message.path("params").path("loaderId").asString()).complete(null);
            }
        }
    }
}
