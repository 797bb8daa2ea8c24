package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.http.Answer;
import dev.waybill.local.http.FaultSwitch;
import dev.waybill.local.http.Faults;
import dev.waybill.local.http.FaultyFront;
import dev.waybill.local.http.RequestLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ClickHouse's HTTP interface before an engine. Thread-safe, holds no state. */
final class HttpInterface implements FaultyFront.Service {
    /** The code of failing answers, 252 being "too many parts"; 0: a failure without a code. */
    static final FaultSwitch CODE = new FaultSwitch("code", 0, 2_000, 0);

    private static final Logger LOG = LoggerFactory.getLogger(HttpInterface.class);
    private static final int LARGEST_BODY = 64 * 1024 * 1024;
    private static final int LONGEST_NOTE = 200;
    private static final Set<String> ABOUT_THE_EXCHANGE = Set.of(
            "query_id",
            "session_id",
            "session_timeout",
            "session_check",
            "wait_end_of_query",
            "http_wait_end_of_query",
            "buffer_size",
            "send_progress_in_http_headers",
            "http_headers_progress_interval_ms");

    private final Engine engine;
    private final Access access;
    private final RequestLog log;

    HttpInterface(Engine engine, Access access, RequestLog log) {
        this.engine = engine;
        this.access = access;
        this.log = log;
    }

    @Override
    public Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Parameters parameters =
                Parameters.parse(Optional.ofNullable(exchange.getRequestURI().getRawQuery()));
        if (path.equals("/ping") || path.equals("/replicas_status")) {
            log.note("ping");
            return Answer.text(200, "text/html; charset=UTF-8", "Ok.\n");
        }
        if (!path.equals("/")) {
            return Answer.text(
                    404,
                    "text/plain; charset=UTF-8",
                    "There is no handle " + path + "\n\nUse / or /ping for health checks.\n");
        }
        String id =
                parameters.take("query_id").orElseGet(() -> UUID.randomUUID().toString());
        return answered(exchange, parameters).with("X-ClickHouse-Query-Id", id);
    }

    @Override
    public Answer failure(Faults faults) {
        int code = faults.get(CODE);
        int status = faults.get(FaultSwitch.STATUS);
        return code == 0
                ? Answer.text(status, "text/plain; charset=UTF-8", "a fault switch is on\n")
                : refused(code, status, "Code: " + code + ". DB::Exception: a fault switch is on");
    }

    @Override
    public Answer failure(RuntimeException thrown) {
        return refused(Code.STD_EXCEPTION.number(), 500, "Code: 1001. DB::Exception: " + thrown);
    }

    private Answer answered(HttpExchange exchange, Parameters parameters) throws IOException {
        try {
            access.check(exchange.getRequestHeaders(), parameters);
            Call call = call(exchange, parameters);
            if (call.query().length == 0 && call.body().length == 0) {
                return Answer.text(200, "text/html; charset=UTF-8", "Ok.\n");
            }
            note(call);
            return replied(engine.run(call));
        } catch (Refusal refusal) {
            return refused(refusal.code().number(), refusal.code().status(), refusal.text());
        } catch (EngineError error) {
            return refused(error.code(), error.status(), error.words());
        }
    }

    private static Call call(HttpExchange exchange, Parameters parameters) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String database = parameters
                .take("database")
                .or(() -> Optional.ofNullable(headers.getFirst("X-ClickHouse-Database")))
                .orElse("default");
        if (!database.equals("default") && !database.isEmpty()) {
            throw new Refusal(Code.UNKNOWN_DATABASE, "Database " + database + " does not exist");
        }
        String format = parameters
                .take("default_format")
                .or(() -> Optional.ofNullable(headers.getFirst("X-ClickHouse-Format")))
                .orElse("TabSeparated");
        byte[] query = parameters.take("query").orElse("").getBytes(UTF_8);
        for (String name : ABOUT_THE_EXCHANGE) {
            parameters.take(name);
        }
        for (String name : Set.of("compress", "decompress", "enable_http_compression")) {
            if (!parameters.take(name).orElse("0").equals("0")) {
                throw Refusal.notHere("the parameter " + name);
            }
        }
        boolean isReading = !exchange.getRequestMethod().equals("POST");
        return new Call(query, body(exchange), isReading, parameters.values(), format);
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        String encoding = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                .orElse("identity");
        InputStream raw = exchange.getRequestBody();
        if (!encoding.equals("identity") && !encoding.equals("gzip")) {
            throw new Refusal(Code.NOT_IMPLEMENTED, "Unknown Content-Encoding of HTTP request: " + encoding);
        }
        InputStream plain = encoding.equals("gzip") ? new GZIPInputStream(raw) : raw;
        byte[] body = plain.readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Refusal(
                    Code.MEMORY_LIMIT_EXCEEDED, "a body of more than " + LARGEST_BODY + " bytes is not taken here");
        }
        return body;
    }

    private void note(Call call) {
        byte[] head = call.query().length > 0 ? call.query() : call.body();
        log.note(new String(head, 0, Math.min(head.length, LONGEST_NOTE), UTF_8));
    }

    private static Answer replied(Reply reply) {
        Answer answer = new Answer(200, reply.contentType(), reply.body(), Map.of())
                .with("X-ClickHouse-Timezone", "UTC")
                .with("X-ClickHouse-Server-Display-Name", "waybill")
                .with(
                        "X-ClickHouse-Summary",
                        "{\"read_rows\":\"" + reply.read() + "\",\"read_bytes\":\"0\",\"written_rows\":\""
                                + reply.written() + "\",\"written_bytes\":\"0\",\"total_rows_to_read\":\"0\","
                                + "\"result_rows\":\"" + reply.read() + "\",\"result_bytes\":\""
                                + reply.body().length + "\",\"elapsed_ns\":\"0\"}");
        return reply.format().isEmpty() ? answer : answer.with("X-ClickHouse-Format", reply.format());
    }

    private static Answer refused(int code, int status, String words) {
        LOG.atDebug().addKeyValue("error", words).log("refused");
        return Answer.text(status, "text/plain; charset=UTF-8", words.strip() + "\n")
                .with("X-ClickHouse-Exception-Code", Integer.toString(code));
    }
}
