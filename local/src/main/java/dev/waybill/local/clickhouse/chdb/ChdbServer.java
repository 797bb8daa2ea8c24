package dev.waybill.local.clickhouse.chdb;

import dev.waybill.local.clickhouse.ClickHouseService;
import dev.waybill.local.clickhouse.ClickHouseServiceSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of the JVM that has the library in it: {@code PORT DATA LIBRARY}. It says where it listens on its standard
 * output, and ends with its standard input.
 */
public final class ChdbServer {
    static final int PORT_TAKEN = 6;
    private static final int FAILED = 4;

    private ChdbServer() {}

    public static void main(String... arguments) {
        try {
            Path data = Path.of(arguments[1]);
            Files.createDirectories(data);
            ClickHouseService service = ClickHouseService.start(
                    ClickHouseServiceSettings.defaults().withPort(Integer.parseInt(arguments[0])),
                    () -> ChdbEngine.open(Path.of(arguments[2]), data));
            System.out.println(service.uri());
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().halt(0);
        } catch (IOException | RuntimeException | LinkageError e) {
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            Runtime.getRuntime().halt(e instanceof BindException ? PORT_TAKEN : FAILED);
        }
    }
}
