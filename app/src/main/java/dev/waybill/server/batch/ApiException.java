package dev.waybill.server.batch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that cannot be served, and why: what its sender is told. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;

    private final int status;
    private final transient List<Map<String, @Nullable Object>> fields;

    ApiException(int status, String detail) {
        this(status, detail, List.of());
    }

    private ApiException(int status, String detail, List<Map<String, @Nullable Object>> fields) {
        super(detail);
        this.status = status;
        this.fields = fields;
    }

    /** A parameter that is not there. */
    static ApiException missing(String... place) {
        return field("missing", "Field required", null, place);
    }

    /** A parameter that is there and is none. */
    static ApiException wrong(@Nullable String input, String expected, String... place) {
        return field("value_error", expected, input, place);
    }

    private static ApiException field(String type, String message, @Nullable String input, String... place) {
        Map<String, @Nullable Object> field = new LinkedHashMap<>();
        field.put("type", type);
        field.put("loc", Arrays.asList(place));
        field.put("msg", message);
        field.put("input", input);
        return new ApiException(UNPROCESSABLE, String.join(".", place) + ": " + message, List.of(field));
    }

    static ApiException noModel() {
        return new ApiException(404, "Model not found");
    }

    static ApiException noJob() {
        return new ApiException(404, "Job not found");
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    /** One entry for each field at fault; empty where it is not about fields. */
    List<Map<String, @Nullable Object>> fields() {
        return fields;
    }
}
