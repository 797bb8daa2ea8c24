package dev.waybill.local.clickhouse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import dev.waybill.local.clickhouse.format.InputFormat;
import dev.waybill.local.clickhouse.format.OutputFormat;
import dev.waybill.local.clickhouse.query.Queries;
import dev.waybill.local.clickhouse.sql.Statement;
import dev.waybill.local.clickhouse.sql.StatementParser;
import dev.waybill.local.clickhouse.table.Catalogue;
import dev.waybill.local.clickhouse.table.Database;
import dev.waybill.local.clickhouse.table.Inserts;
import dev.waybill.local.clickhouse.table.Table;
import dev.waybill.local.clickhouse.table.TableColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The part of ClickHouse that batches need, on an embedded engine.
 *
 * <p>Thread-safe: statements that change what tables are there exclude all others, by {@code shape}.
 */
final class StandIn implements Engine {
    private final Database database;
    private final Catalogue catalogue;
    private final Inserts inserts;
    private final Queries queries;
    private final Shows shows;
    private final ReadWriteLock shape = new ReentrantReadWriteLock();

    private StandIn(Database database, Catalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
        this.inserts = new Inserts(database);
        this.queries = new Queries(database, catalogue);
        this.shows = new Shows(catalogue);
    }

    /** Returns when it has answered a first question: what follows is fast. */
    static StandIn open(Optional<Path> directory) throws IOException {
        Database database = Database.open(directory);
        var engine = new StandIn(database, new Catalogue(database));
        engine.run(new Call(
                "SELECT count() FROM system.tables".getBytes(UTF_8), new byte[0], true, Map.of(), "TabSeparated"));
        return engine;
    }

    @Override
    public Reply run(Call call) {
        boolean isAddressed = call.query().length > 0;
        byte[] head = isAddressed ? call.query() : call.body();
        Statement statement = StatementParser.parse(head);
        if (!(statement instanceof Statement.Insert) && isAddressed && call.body().length > 0) {
            statement = StatementParser.parse(joined(head, call.body()));
        }
        if (call.isReading() && !statement.isReading()) {
            throw new Refusal(
                    Code.READONLY,
                    "Cannot execute query in readonly mode. For queries over HTTP, method GET implies readonly. You should"
                            + " use method POST for modifying queries");
        }
        KnownSettings.check(call.settings());
        if (statement instanceof Statement.Insert insert) {
            byte[] data = isAddressed ? joined(rest(head, insert.dataAt()), call.body()) : call.body();
            int start = isAddressed ? 0 : rowsBegin(data, insert);
            return guarded(false, () -> insert(insert, data, start, call.settings()));
        }
        Statement whole = statement;
        boolean isReading = statement.isReading() || statement instanceof Statement.Delete;
        return guarded(!isReading, () -> run(whole, call));
    }

    @Override
    public void close() {
        database.close();
    }

    private interface Work {
        Reply run();
    }

    private Reply guarded(boolean isChange, Work work) {
        var lock = isChange ? shape.writeLock() : shape.readLock();
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private Reply run(Statement statement, Call call) {
        if (statement instanceof Statement.Select select) {
            KnownSettings.check(select.settings());
            OutputFormat format = OutputFormat.named(select.format().orElse(call.format()));
            long rows = queries.select(select, format.writer());
            return new Reply(format.writer().end(), format.name(), format.contentType(), rows, 0);
        } else if (statement instanceof Statement.Show show) {
            OutputFormat format = OutputFormat.named(show.format().orElse(call.format()));
            long rows = shows.show(show, format.writer());
            return new Reply(format.writer().end(), format.name(), format.contentType(), rows, 0);
        } else if (statement instanceof Statement.CreateTable create) {
            catalogue.create(create);
        } else if (statement instanceof Statement.DropTable drop) {
            catalogue.drop(drop.table(), drop.isIfExists());
        } else if (statement instanceof Statement.Truncate truncate) {
            catalogue.truncate(truncate.table(), truncate.isIfExists());
        } else if (statement instanceof Statement.Alter alter) {
            alter.changes().forEach(change -> alter(alter.table(), change));
        } else if (statement instanceof Statement.Delete delete) {
            queries.delete(catalogue.get(delete.table()), delete.where());
        } else if (statement instanceof Statement.Nothing nothing) {
            catalogue.get(nothing.table());
        } else {
            throw new AssertionError(statement);
        }
        return Reply.nothing();
    }

    private void alter(String table, Statement.Change change) {
        if (change instanceof Statement.AddColumn add) {
            catalogue.add(table, add);
        } else if (change instanceof Statement.DropColumn drop) {
            catalogue.drop(table, drop);
        } else if (change instanceof Statement.ModifySettings modify) {
            catalogue.set(table, modify);
        } else if (change instanceof Statement.DeleteWhere delete) {
            queries.delete(catalogue.get(table), delete.where());
        } else {
            throw new AssertionError(change);
        }
    }

    private Reply insert(Statement.Insert insert, byte[] data, int offset, Map<String, String> given) {
        Table table = catalogue.get(insert.table());
        List<TableColumn> columns = Inserts.columns(table, insert.columns());
        Map<String, String> settings = new HashMap<>(given);
        settings.putAll(insert.settings());
        KnownSettings.check(settings);
        String format = insert.format().orElse("Values");
        Optional<String> token =
                Optional.ofNullable(settings.get("insert_deduplication_token")).filter(text -> !text.isEmpty());
        Inserts.Outcome outcome =
                inserts.insert(table, columns, InputFormat.rows(format, columns, data, offset), token);
        return Reply.written(outcome.rows());
    }

    /** Between the name of a format and the rows there may be blanks and the end of a line. */
    private static int rowsBegin(byte[] data, Statement.Insert insert) {
        int at = insert.dataAt();
        while (at < data.length && (data[at] == ' ' || data[at] == '\r')) {
            at++;
        }
        return at < data.length && data[at] == '\n' ? at + 1 : at;
    }

    private static byte[] rest(byte[] head, int from) {
        String rest = new String(head, from, head.length - from, ISO_8859_1);
        return rest.isBlank() ? new byte[0] : rest.getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        if (second.length == 0) {
            return first;
        }
        var joined = new ByteArrayOutputStream(first.length + second.length + 1);
        joined.writeBytes(first);
        joined.write('\n');
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
