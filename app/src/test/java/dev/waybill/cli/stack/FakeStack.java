package dev.waybill.cli.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps the contract of the local stack without any service. The port named {@code exit} is an exit code instead. */
public final class FakeStack {
    private FakeStack() {}

    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        if (words.contains("exit=6")) {
            System.out.println("not this");
            System.err.println("error: conflict  port 9092: taken");
            System.err.println("  next: free it");
            System.exit(6);
        }
        Path ready = Path.of(words.get(words.indexOf("--ready-file") + 1));
        if (!words.contains("mute=1")) {
            Files.writeString(ready, "{\"kafka\":\"127.0.0.1:1\",\"args\":\"" + String.join(" ", words) + "\"}");
        }
        System.in.transferTo(OutputStream.nullOutputStream()); // until the parent closes the pipe
        Files.writeString(ready.resolveSibling("ended"), "by the pipe");
    }
}
