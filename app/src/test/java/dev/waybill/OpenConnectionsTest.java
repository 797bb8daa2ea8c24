package dev.waybill;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Who opens connections, by name: each of them takes its address from settings, the command line or a person's own services, and none
 * from a record. A class that is new here must be looked at: docs/operate/network.md says what holds for it.
 */
final class OpenConnectionsTest {
    private static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("dev.waybill");

    /** What opens a connection, or makes something that does. */
    private static final Set<String> OPENERS = Set.of(
            "java.net.http.HttpClient",
            "java.net.Socket",
            "java.net.URL",
            "java.net.URLConnection",
            "java.net.DatagramSocket",
            "java.nio.channels.SocketChannel",
            "java.nio.channels.AsynchronousSocketChannel",
            "javax.net.SocketFactory",
            "javax.net.ssl.SSLSocketFactory",
            "java.sql.DriverManager",
            "org.postgresql.ds.PGSimpleDataSource",
            "com.zaxxer.hikari.HikariDataSource");

    private static final Set<String> KNOWN = Set.of(
            "dev.waybill.cli.access.CallOptions",
            "dev.waybill.cli.batch.ApiClient",
            "dev.waybill.cli.debug.RunningProcess",
            "dev.waybill.cli.demo.StackHttp",
            "dev.waybill.cli.demo.WorkerProcess",
            "dev.waybill.cli.kafka.BrokerProbe",
            "dev.waybill.http.SharedClient",
            "dev.waybill.jobs.database.Database",
            "dev.waybill.server.console.FaultSwitch",
            "dev.waybill.server.pipelines.PipelineWatch");

    @Test
    void nobodyElseOpensOne() {
        var openers = ALL.stream()
                .filter(one -> !one.getPackageName().startsWith("dev.waybill.local"))
                .flatMap(one -> one.getAccessesFromSelf().stream())
                .filter(OpenConnectionsTest::opens)
                .map(access -> access.getOriginOwner().getName().replaceFirst("[$].*", ""))
                .collect(toCollection(TreeSet::new));

        assertThat(openers).isEqualTo(new TreeSet<>(KNOWN));
    }

    /** The workloads reach services only through the engine's exchanges, which follow no redirect, and the one pool. */
    @Test
    void nobodyFollowsARedirect() {
        var followers = ALL.stream()
                .flatMap(one -> one.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().getName().equals("java.net.http.HttpClient$Redirect"))
                .filter(access -> !access.getName().equals("NEVER"))
                .map(access -> access.getOriginOwner().getName())
                .toList();

        assertThat(followers).isEmpty();
    }

    private static boolean opens(JavaAccess<?> access) {
        boolean isGuess = access.getName().startsWith("guessContentType");
        boolean isConstant = access.getName().equals("serialVersionUID");
        boolean makes = access.getName().equals("<init>")
                || access.getName().startsWith("new")
                || access.getName().startsWith("open")
                || access.getName().startsWith("create")
                || access.getName().startsWith("connect")
                || access.getName().equals("getConnection")
                || access.getName().equals("getContent");
        return OPENERS.contains(access.getTargetOwner().getName()) && makes && !isGuess && !isConstant;
    }
}
