package dev.waybill.telemetry;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * Takes spans over OTLP as a collector does: protobuf by POST at one path, read with the protocol's own classes; all else is
 * refused, and remembered. Thread-safe.
 */
public final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<SeenSpan> spans = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    /**
     * One span.
     *
     * @param parent empty where it has none
     * @param attributes as texts
     * @param service the name of the process that sent it
     */
    public record SeenSpan(
            String name,
            String kind,
            String trace,
            String id,
            String parent,
            Map<String, String> attributes,
            List<String> events,
            List<String> links,
            String status,
            String service) {}

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    public static OtlpReceiver start() throws IOException {
        var receiver =
                new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16));
        receiver.server.createContext("/", receiver::answer);
        receiver.server.start();
        return receiver;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that came, in the order in which they ended. Throws if anything came that was no span. */
    public List<SeenSpan> spans() {
        if (!refused.isEmpty()) {
            throw new AssertionError("refused: " + refused);
        }
        return List.copyOf(spans);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type");
            if (!asked.equals("POST /v1/traces application/x-protobuf")) {
                refuse(exchange, 404, asked);
                return;
            }
            try (var body = body(exchange)) {
                take(ExportTraceServiceRequest.parseFrom(body));
            } catch (IOException e) {
                refuse(exchange, 400, e.toString());
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            byte[] done = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.sendResponseHeaders(200, done.length == 0 ? -1 : done.length);
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return isPacked ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private void refuse(HttpExchange exchange, int status, String why) throws IOException {
        refused.add(why);
        exchange.sendResponseHeaders(status, -1);
    }

    private void take(ExportTraceServiceRequest request) {
        for (var resource : request.getResourceSpansList()) {
            String service = texts(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> spans.add(seen(span, service)));
            }
        }
    }

    private static SeenSpan seen(Span span, String service) {
        return new SeenSpan(
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                texts(span.getAttributesList()),
                span.getEventsList().stream().map(Span.Event::getName).toList(),
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
                (span.getStatus().getCode().name().replace("STATUS_CODE_", "") + " "
                                + span.getStatus().getMessage())
                        .strip(),
                service);
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        var texts = new TreeMap<String, String>();
        for (KeyValue attribute : attributes) {
            AnyValue value = attribute.getValue();
            texts.put(
                    attribute.getKey(),
                    switch (value.getValueCase()) {
                        case STRING_VALUE -> value.getStringValue();
                        case INT_VALUE -> Long.toString(value.getIntValue());
                        case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
                        default -> value.toString();
                    });
        }
        return texts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
