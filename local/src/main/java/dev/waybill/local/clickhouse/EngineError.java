package dev.waybill.local.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A refusal in the words of a real engine, which begin with its code. */
public final class EngineError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern FORM = Pattern.compile("Code: (\\d{1,9})\\b");

    public EngineError(String words) {
        super(words, null, false, false);
    }

    String words() {
        return String.valueOf(getMessage());
    }

    int code() {
        Matcher form = FORM.matcher(words());
        return form.find() ? Integer.parseInt(form.group(1)) : 1001;
    }

    /** The status with which a server would send it. */
    int status() {
        return switch (code()) {
            case 6, 25, 26, 27, 36, 38, 41, 53, 62, 72, 117 -> 400;
            case 46, 47, 50, 56, 60, 73, 81, 115 -> 404;
            case 48 -> 501;
            default -> 500;
        };
    }
}
