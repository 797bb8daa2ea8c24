package dev.waybill.local.clickhouse.chdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.waybill.local.clickhouse.Call;
import dev.waybill.local.clickhouse.Engine;
import dev.waybill.local.clickhouse.EngineError;
import dev.waybill.local.clickhouse.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ClickHouse itself, inside this JVM.
 *
 * <p>Thread-safe: each statement has a connection to itself, and gives it back as it was. The library wants the signals
 * that a JVM lives by, and is told to leave them alone before anything else. It cannot be unloaded, and does not end well:
 * who has opened it ends its process by {@link Runtime#halt}.
 */
final class ChdbEngine implements Engine {
    private static final int CONNECTIONS = 8;
    private static final int PART = 1024 * 1024;
    private static final Pattern INSERT = Pattern.compile(
            "(\\s*INSERT\\s+INTO\\s.*)\\bFORMAT\\s+(\\w+)\\s*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern READING = Pattern.compile(
            "\\s*(SELECT|SHOW|DESC|DESCRIBE|EXISTS|EXPLAIN|WITH)\\b.*", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final Chdb library;
    private final BlockingQueue<Pointer> connections;

    private ChdbEngine(Chdb library, BlockingQueue<Pointer> connections) {
        this.library = library;
        this.connections = connections;
    }

    static ChdbEngine open(Path file, Path data) throws IOException {
        Chdb library =
                Native.load(file.toString(), Chdb.class, Map.of(com.sun.jna.Library.OPTION_STRING_ENCODING, "UTF-8"));
        library.chdb_set_signal_handlers_enabled(0);
        var connections = new ArrayBlockingQueue<Pointer>(CONNECTIONS);
        for (int i = 0; i < CONNECTIONS; i++) {
            Pointer connection = library.chdb_connect(2, new String[] {"clickhouse", "--path=" + data});
            if (connection == null) {
                throw new IOException("chdb: cannot open " + data);
            }
            connections.add(connection.getPointer(0));
        }
        return new ChdbEngine(library, connections);
    }

    @Override
    public Reply run(Call call) {
        Pointer connection = take();
        List<String> set = new ArrayList<>();
        try {
            for (Map.Entry<String, String> setting : call.settings().entrySet()) {
                query(connection, text("SET " + name(setting.getKey()) + " = " + quoted(setting.getValue())), "Null");
                set.add(setting.getKey());
            }
            return run(connection, call);
        } finally {
            for (String setting : set) {
                query(connection, text("SET " + name(setting) + " = DEFAULT"), "Null");
            }
            connections.add(connection);
        }
    }

    @Override
    public void close() {}

    private Reply run(Pointer connection, Call call) {
        String head = new String(call.query().length > 0 ? call.query() : call.body(), UTF_8);
        if (call.isReading() && !READING.matcher(head).matches()) {
            throw new EngineError("Code: 164. DB::Exception: Cannot execute query in readonly mode. (READONLY)");
        }
        Matcher insert = INSERT.matcher(head);
        if (call.query().length > 0 && insert.matches()) {
            return insert(connection, insert.group(1), insert.group(2), call.body());
        }
        return query(connection, joined(call.query(), call.body()), call.format());
    }

    private Reply query(Pointer connection, byte[] sql, String format) {
        Pointer result = library.chdb_query_n(connection, sql, sql.length, text(format), text(format).length);
        try {
            refuse(Optional.ofNullable(library.chdb_result_error(result)));
            long length = library.chdb_result_length(result);
            byte[] body = length == 0
                    ? new byte[0]
                    : library.chdb_result_buffer(result).getByteArray(0, (int) length);
            return new Reply(
                    body,
                    format,
                    "text/tab-separated-values; charset=UTF-8",
                    library.chdb_result_rows_read(result),
                    library.chdb_result_rows_written(result));
        } finally {
            library.chdb_destroy_query_result(result);
        }
    }

    private Reply insert(Pointer connection, String sql, String format, byte[] rows) {
        byte[] statement = text(sql);
        Pointer stream = library.chdb_stream_insert_n(
                connection, statement, statement.length, text(format), text(format).length);
        try {
            refuse(Optional.ofNullable(library.chdb_stream_insert_error(stream)));
            for (int at = 0; at < rows.length; at += PART) {
                byte[] part = java.util.Arrays.copyOfRange(rows, at, Math.min(rows.length, at + PART));
                if (library.chdb_stream_append(stream, part, part.length) != 0) {
                    break; // what is wrong is told at the end
                }
            }
            Pointer result = library.chdb_stream_done(stream);
            try {
                refuse(Optional.ofNullable(library.chdb_result_error(result)));
                return Reply.written(library.chdb_result_rows_written(result));
            } finally {
                library.chdb_destroy_query_result(result);
            }
        } finally {
            library.chdb_destroy_insert_stream(stream);
        }
    }

    private static void refuse(Optional<String> error) {
        if (error.isPresent()) {
            throw new EngineError(error.get());
        }
    }

    private Pointer take() {
        try {
            return connections.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineError("Code: 236. DB::Exception: the service is closing. (ABORTED)");
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        var joined = new ByteArrayOutputStream(first.length + second.length + 1);
        joined.writeBytes(first);
        joined.write('\n');
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static String name(String setting) {
        if (!setting.matches("\\w{1,100}")) {
            throw new EngineError("Code: 115. DB::Exception: Unknown setting '" + setting + "'. (UNKNOWN_SETTING)");
        }
        return setting;
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
