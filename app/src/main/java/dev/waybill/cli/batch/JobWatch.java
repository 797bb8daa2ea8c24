package dev.waybill.cli.batch;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import dev.waybill.cli.terminal.Elapsed;
import dev.waybill.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at a job until it is over: one line in place on a screen, a line a second elsewhere. Used by one thread. */
final class JobWatch {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration RESTART = Duration.ofSeconds(60);

    private final ApiClient api;
    private final Terminal terminal;
    private final InstantSource clock;
    private final Optional<Duration> longest;
    private Optional<Instant> answered = Optional.empty();
    private int drawn;

    JobWatch(ApiClient api, Terminal terminal, InstantSource clock, Optional<Duration> longest) {
        this.api = api;
        this.terminal = terminal;
        this.clock = clock;
        this.longest = longest;
    }

    /** Returns what the API says of it when it is over. */
    JsonNode untilItIsOver(String job) throws IOException, InterruptedException {
        Instant start = clock.instant();
        Duration pause = FIRST_LOOK;
        Instant shown = start;
        while (true) {
            var answer = ask(job);
            var view = JobView.of(answer);
            if (view.isOver()) {
                clear();
                return answer;
            }
            Instant now = clock.instant();
            if (longest.isPresent() && now.isAfter(start.plus(longest.get()))) {
                clear();
                throw CommandException.at(ExitCode.TIMED_OUT, "job " + job, "still " + view.state())
                        .next("waybill batch job wait " + job + "   waits on");
            }
            if (!now.isBefore(shown.plus(LOOK))) {
                show(view);
                shown = now;
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(2).compareTo(LOOK) > 0 ? LOOK : pause.multipliedBy(2);
        }
    }

    /** An API that has answered once is waited for: it may be starting anew. */
    private JsonNode ask(String job) throws IOException, InterruptedException {
        while (true) {
            try {
                var answer = api.get(ApiClient.job(job));
                answered = Optional.of(clock.instant());
                return answer;
            } catch (CommandException e) {
                boolean isGivenUp = answered.isEmpty()
                        || clock.instant().isAfter(answered.get().plus(RESTART));
                if (e.exitCode() != ExitCode.UNREACHABLE || isGivenUp) {
                    throw e;
                }
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private void show(JobView job) {
        String line = JobTable.row(job) + rate(job);
        if (terminal.errIsScreen()) {
            terminal.err().print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            drawn = line.length();
        } else {
            terminal.err().println(line);
        }
        terminal.err().flush();
    }

    private static String rate(JobView job) {
        if (job.processingMs() < 1 || job.rows() == 0) {
            return "";
        }
        double perSecond = job.rows() * 1000.0 / job.processingMs();
        String rate = String.format(Locale.ROOT, "   %,.0f rows/s", perSecond);
        long left = job.allRows().orElse(job.rows()) - job.rows();
        return left <= 0 ? rate : rate + ", " + Elapsed.brief(Duration.ofSeconds((long) (left / perSecond))) + " left";
    }

    private void clear() {
        if (drawn > 0) {
            terminal.err().print("\r" + " ".repeat(drawn) + "\r");
            terminal.err().flush();
            drawn = 0;
        }
    }
}
