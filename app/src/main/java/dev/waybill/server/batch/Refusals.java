package dev.waybill.server.batch;

import dev.waybill.server.http.Refusal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this API refuses in the words of the seed's. */
final class Refusals {
    private static final int UNPROCESSABLE = 422;

    private Refusals() {}

    /** A parameter that is not there. */
    static Refusal missing(String... place) {
        return field("missing", "Field required", null, place);
    }

    /** A parameter that is there and is none. */
    static Refusal wrong(@Nullable String input, String expected, String... place) {
        return field("value_error", expected, input, place);
    }

    private static Refusal field(String type, String message, @Nullable String input, String... place) {
        Map<String, @Nullable Object> field = new LinkedHashMap<>();
        field.put("type", type);
        field.put("loc", Arrays.asList(place));
        field.put("msg", message);
        field.put("input", input);
        return Refusal.of(UNPROCESSABLE, String.join(".", place) + ": " + message)
                .withFields(List.of(field));
    }

    static Refusal tooLarge(long most) {
        return Refusal.of(413, "File exceeds " + Sizes.brief(most) + " limit");
    }

    static Refusal tooLargeUnpacked(long most) {
        return Refusal.of(413, "File exceeds " + Sizes.brief(most) + " limit when it is unpacked");
    }

    static Refusal noModel() {
        return Refusal.of(404, "Model not found");
    }

    static Refusal noJob() {
        return Refusal.of(404, "Job not found");
    }
}
