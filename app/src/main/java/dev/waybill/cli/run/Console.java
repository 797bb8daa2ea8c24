package dev.waybill.cli.run;

import dev.waybill.cli.run.ConsoleWords.Word;
import dev.waybill.cli.terminal.ProgressLine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Words on the console of long work, and a dot now and then as a sign of life, as the programs of OpenMSIStream have them:
 * {@code check} says how it goes, {@code quit} ends it. Used by the thread that looks on while the work is done.
 */
public final class Console {
    private final Optional<ConsoleWords> words;
    private final boolean quitsAtEnd;
    private final Optional<Duration> dots;
    private final PrintStream err;
    private final InstantSource clock;
    private Instant dotted;

    /**
     * A console that nobody has looked at yet.
     *
     * @param words absent: nobody types here
     * @param quitsAtEnd whether the end of the input means {@code quit}
     * @param dots time between two dots; absent: none
     */
    Console(
            Optional<ConsoleWords> words,
            boolean quitsAtEnd,
            Optional<Duration> dots,
            PrintStream err,
            InstantSource clock) {
        this.words = words;
        this.quitsAtEnd = quitsAtEnd;
        this.dots = dots;
        this.err = err;
        this.clock = clock;
        this.dotted = clock.instant();
    }

    /**
     * Does what was asked for since the last look.
     *
     * @param progress whose line may stand half drawn on the same screen
     * @param status how it goes, in one line
     * @param quit asks the work for a clean end
     */
    public void look(ProgressLine progress, Supplier<String> status, Runnable quit) {
        for (var word = next(); word.isPresent(); word = next()) {
            answer(word.get(), progress, status, quit);
        }
        Instant now = clock.instant();
        if (dots.isPresent() && !now.isBefore(dotted.plus(dots.get()))) {
            say(".", progress);
            dotted = now;
        }
    }

    private Optional<Word> next() {
        return words.flatMap(ConsoleWords::next);
    }

    private void answer(Word word, ProgressLine progress, Supplier<String> status, Runnable quit) {
        switch (word) {
            case CHECK -> say(status.get(), progress);
            case QUIT -> quit(progress, quit);
            case UNKNOWN -> say("the words are: check (c), quit (q)", progress);
            case END -> {
                if (quitsAtEnd) {
                    quit(progress, quit);
                }
            }
        }
    }

    private void quit(ProgressLine progress, Runnable quit) {
        say("quitting: what is under way is finished first", progress);
        quit.run();
    }

    private void say(String text, ProgressLine progress) {
        progress.close();
        err.println(text);
    }
}
