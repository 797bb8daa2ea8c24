package dev.waybill.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The words that come in, one a line. Thread-safe: a thread of its own reads them, the one that acts on them takes them. */
final class ConsoleWords {
    /** What was typed; {@code END} where nothing more can come. */
    enum Word {
        CHECK,
        QUIT,
        UNKNOWN,
        END
    }

    private final Queue<Word> words = new ConcurrentLinkedQueue<>();

    private ConsoleWords() {}

    /** Reads until there is no more. Nobody waits for the thread: a read of a terminal cannot be broken off. */
    static ConsoleWords from(InputStream in) {
        var console = new ConsoleWords();
        var thread = new Thread(() -> console.read(in), "console");
        thread.setDaemon(true);
        thread.start();
        return console;
    }

    private void read(InputStream in) {
        try {
            var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    words.add(word(line));
                }
            }
            words.add(Word.END);
        } catch (IOException e) {
            return; // the terminal is gone, or belongs to another process now: nobody types here any more
        }
    }

    private static Word word(String line) {
        return switch (line.strip().toLowerCase(Locale.ROOT)) {
            case "c", "check" -> Word.CHECK;
            case "q", "quit" -> Word.QUIT;
            default -> Word.UNKNOWN;
        };
    }

    Optional<Word> next() {
        return Optional.ofNullable(words.poll());
    }
}
