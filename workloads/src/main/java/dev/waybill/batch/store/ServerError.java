package dev.waybill.batch.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.failure.FailureClass;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exception of a ClickHouse server, by the code it gives: in a header since 2019, before that in its words only.
 *
 * @param code as in the table {@code system.errors} of a server
 * @param words what it says, one line
 */
record ServerError(int code, String words) {
    private static final Pattern FORM = Pattern.compile("Code: (\\d{1,9})\\b");
    private static final int LONGEST_WORDS = 300;

    private static final Map<Integer, FailureClass> CLASSES = ErrorCodes.classes();

    /** Empty where the answer carries no exception. */
    static Optional<ServerError> in(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), UTF_8);
        Optional<String> header = answer.headers().firstValue("X-ClickHouse-Exception-Code");
        if (header.isPresent() && header.get().matches("\\d{1,9}")) {
            return Optional.of(new ServerError(Integer.parseInt(header.get()), shown(text)));
        }
        if (answer.statusCode() < 300) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.lookingAt()
                ? Optional.of(new ServerError(Integer.parseInt(form.group(1)), shown(text)))
                : Optional.empty();
    }

    /** Empty for a code that nothing is known of. */
    Optional<FailureClass> failureClass() {
        return Optional.ofNullable(CLASSES.get(code));
    }

    /** The server does not take the rows as they are; others might do. */
    boolean isAboutRows() {
        return failureClass().equals(Optional.of(FailureClass.POISON));
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.length() <= LONGEST_WORDS ? plain : plain.substring(0, LONGEST_WORDS) + "...";
    }
}
