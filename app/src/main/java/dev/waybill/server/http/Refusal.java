package dev.waybill.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, and why: what its sender is told, and nothing that its sender must not know. Everything else
 * that a handler throws is a defect of ours.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String USUAL_TYPE = "about:blank";

    private final int status;
    private final String type;
    private final transient Map<String, String> headers;
    private final transient List<Map<String, @Nullable Object>> fields;

    private Refusal(
            int status,
            String type,
            String detail,
            Map<String, String> headers,
            List<Map<String, @Nullable Object>> fields) {
        super(detail);
        this.status = status;
        this.type = type;
        this.headers = headers;
        this.fields = fields;
    }

    /**
     * Any.
     *
     * @param status of HTTP
     * @param detail for a person
     */
    public static Refusal of(int status, String detail) {
        return new Refusal(status, USUAL_TYPE, detail, Map.of(), List.of());
    }

    /** Something in the request that is none. */
    public static Refusal wrong(String where, String came, String expected) {
        return of(422, where + ": expected " + expected + ", got " + came);
    }

    public static Refusal notFound(String what) {
        return of(404, "there is no " + what);
    }

    public static Refusal conflict(String detail) {
        return of(409, detail);
    }

    public static Refusal forbidden(String detail) {
        return of(403, detail);
    }

    /** The same, of a kind that has a name. */
    public Refusal ofType(String uri) {
        return new Refusal(status, uri, detail(), headers, fields);
    }

    /** The same, with a header of the answer. */
    public Refusal withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Refusal(status, type, detail(), Map.copyOf(more), fields);
    }

    /** The same, with one entry for each field at fault. */
    public Refusal withFields(List<Map<String, @Nullable Object>> entries) {
        return new Refusal(status, type, detail(), headers, List.copyOf(entries));
    }

    public int status() {
        return status;
    }

    /** A URI that names the kind, {@code about:blank} where the status says it all. */
    public String type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What the answer carries beside its body. */
    public Map<String, String> headers() {
        return headers;
    }

    /** One entry for each field at fault; empty where it is not about fields. */
    public List<Map<String, @Nullable Object>> fields() {
        return fields;
    }

    /** The words of HTTP for the status. */
    public String title() {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
