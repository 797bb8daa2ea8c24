package dev.waybill.server.console.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureEntry;
import dev.waybill.failure.edit.ValueDiff;
import dev.waybill.failure.file.NoteLine;
import dev.waybill.server.console.Shown;
import dev.waybill.server.failures.Bounded;
import dev.waybill.server.failures.KnownStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All of one parked record.
 *
 * @param content what only an operator sees; absent for others
 */
record OneRecord(
        KnownStore store,
        String id,
        String state,
        String reason,
        List<Fact> facts,
        List<Event> events,
        Optional<Content> content) {
    private static final int LONGEST_REASON = 16 << 10;
    private static final int LONGEST_HEADER = 1_000;
    private static final int LARGEST_TO_EDIT = 256 << 10;

    /** A name and what it says. */
    record Fact(String name, String value) {}

    /** Something that happened to it. */
    record Event(String at, String what) {}

    /**
     * Its bytes.
     *
     * @param toEdit the value as a text that can be edited here; absent where it cannot
     * @param edited the value that a replay delivers instead, and what is different
     */
    record Content(
            String key,
            List<Fact> headers,
            ShownValue value,
            Optional<String> toEdit,
            Optional<ShownValue> edited,
            List<String> difference) {
        static Content of(FailureEntry entry, UnaryOperator<String> redact) {
            var record = entry.parked().record();
            byte[] now = entry.again().value();
            var shown = ShownValue.of(now);
            var headers = record.headers().stream()
                    .map(h -> new Fact(h.name(), redact.apply(header(h.value()))))
                    .toList();
            return new Content(
                    redact.apply(Bounded.text(record.keyText(), LONGEST_HEADER)),
                    headers,
                    ShownValue.of(record.value()).redacted(redact),
                    toEdit(now, shown, redact),
                    entry.edit().map(edit -> shown.redacted(redact)),
                    entry.edit()
                            .map(edit -> ValueDiff.between(record.value(), now).stream()
                                    .map(redact)
                                    .toList())
                            .orElse(List.of()));
        }

        private static String header(byte @Nullable [] value) {
            return value == null ? "null" : Bounded.text(new String(value, UTF_8), LONGEST_HEADER);
        }

        /** What is masked on the page must not come back with the mask in it. */
        private static Optional<String> toEdit(
                byte @Nullable [] value, ShownValue shown, UnaryOperator<String> redact) {
            if (value == null || value.length > LARGEST_TO_EDIT || shown.form().equals("bytes")) {
                return Optional.empty();
            }
            return Optional.of(new String(value, UTF_8))
                    .filter(text -> redact.apply(text).equals(text));
        }
    }

    static OneRecord of(KnownStore store, FailureEntry entry, boolean withContent, UnaryOperator<String> redact) {
        var parked = entry.parked();
        var record = parked.record();
        var facts = List.of(
                new Fact("position", record.position().toString()),
                new Fact("class", parked.failure().failureClass().name().toLowerCase(Locale.ROOT)),
                new Fact("step", parked.step().isEmpty() ? Shown.NOTHING : parked.step()),
                new Fact("attempts", Integer.toString(parked.attempts())),
                new Fact("replays before", Integer.toString(record.attempt())),
                new Fact("cause", entry.fingerprint()),
                new Fact("in", entry.place()));
        return new OneRecord(
                store,
                entry.id(),
                Records.state(entry),
                redact.apply(Bounded.text(parked.failure().reason(), LONGEST_REASON)),
                facts,
                events(entry, redact),
                withContent ? Optional.of(Content.of(entry, redact)) : Optional.empty());
    }

    private static List<Event> events(FailureEntry entry, UnaryOperator<String> redact) {
        var parked = entry.parked();
        var events = new ArrayList<Event>();
        if (parked.record().timestamp() > 0) {
            events.add(
                    new Event(Shown.moment(Instant.ofEpochMilli(parked.record().timestamp())), "written to its topic"));
        }
        events.add(new Event(
                Shown.moment(parked.at()),
                "parked after " + parked.attempts() + (parked.attempts() == 1 ? " attempt" : " attempts")));
        entry.notes()
                .forEach(note -> events.add(new Event(
                        Shown.moment(note.at()),
                        NoteLine.wordFor(note.decision()) + " by " + note.who()
                                + (note.reason().isEmpty() ? "" : ": " + redact.apply(note.reason())))));
        return events;
    }

    String path() {
        return "/failures/" + store.id() + "/" + id;
    }

    String replayPath() {
        return "/failures/" + store.id() + "/replay?" + FailureQuery.ofId(id).text();
    }

    boolean isKept() {
        return state.equals("kept");
    }
}
