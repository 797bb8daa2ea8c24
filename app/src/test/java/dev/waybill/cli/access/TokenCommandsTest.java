package dev.waybill.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private CommandRun waybill(String... words) {
        return CommandRun.with(
                Map.of("XDG_STATE_HOME", folder.toString(), "USER", "olga", "WAYBILL_SERVER_RATE", "9"), words);
    }

    @Test
    void aTokenIsPrintedOnceListedWithoutItAndTakenBack() throws Exception {
        var created = waybill("token", "create", "alice", "--role", "operator", "--expires", "30m");
        String secret = created.out().strip();
        var listed = waybill("token", "list", "-o", "csv");
        var again = waybill("token", "create", "alice", "--role", "viewer");
        var revoked = waybill("token", "revoke", "alice");
        var unknown = waybill("token", "revoke", "alice");

        assertThat(created.exit()).isZero();
        assertThat(secret).matches("wb_[A-Za-z0-9_-]{43}");
        assertThat(created.err()).contains("alice, operator, expires").doesNotContain(secret);
        assertThat(listed.out()).contains("alice,operator,active").doesNotContain(secret);
        assertThat(again.exit()).isEqualTo(6);
        assertThat(revoked.exit()).isZero();
        assertThat(unknown.exit()).isEqualTo(5);
        assertThat(waybill("token", "list", "-o", "csv").out()).contains("alice,operator,revoked");
        assertThat(Files.readString(folder.resolve("waybill/tokens.json"))).doesNotContain(secret);
    }

    @Test
    void whatTokensWereMadeAndTakenBackIsInTheAudit() {
        String secret = waybill("token", "create", "bob", "--role", "admin", "--expires", "never")
                .out()
                .strip();
        waybill("token", "create", "bob", "--role", "admin");
        waybill("token", "revoke", "bob");
        waybill("token", "list");

        var audit = waybill("audit", "-o", "jsonl");

        assertThat(audit.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"token.revoke\"", "\"done\"", "\"olga\"", "\"cli\""),
                        line -> assertThat(line).contains("\"token.create\"", "\"failed: conflict\""),
                        line -> assertThat(line)
                                .contains("\"token.create\"", "NAME=bob", "role=admin", "expires=never", "\"done\""));
        assertThat(audit.out()).doesNotContain(secret);
    }

    @Test
    void whomAServerWorksForIsNamedAsTheActor() {
        CommandRun.with(
                Map.of("XDG_STATE_HOME", folder.toString(), "WAYBILL_ACTOR", "vera", "WAYBILL_ACTOR_FROM", "10.0.0.5"),
                "token",
                "create",
                "x",
                "--role",
                "viewer");

        assertThat(waybill("audit", "-o", "csv").out()).contains(",vera,10.0.0.5,token.create,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b | viewer | 1d | NAME",
                "a | king | 1d | viewer, operator, ingest, admin",
                "a | viewer | soon | 30m, 12h, 90d or never",
            })
    void whatIsNoneIsSaid(String name, String role, String expires, String said) {
        var run = waybill("token", "create", name, "--role", role, "--expires", expires);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(said);
        assertThat(Files.exists(folder.resolve("waybill/tokens.json"))).isFalse();
    }

    @Test
    void nothingIsChangedWhereTheAuditCannotBeWritten() throws Exception {
        Files.createDirectories(folder.resolve("waybill/audit.jsonl"));

        var run = waybill("token", "create", "a", "--role", "viewer");

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.err()).contains("the audit");
        assertThat(Files.exists(folder.resolve("waybill/tokens.json"))).isFalse();
    }

    @ParameterizedTest
    @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD) // one that starts would serve for ever
    @CsvSource({"server,--host,0.0.0.0", "batch,api,--host=0.0.0.0", "jobs,api,--host=0.0.0.0"})
    void aServerForOtherMachinesWantsATokenFirst(String one, String two, String three) {
        var run = waybill(one, two, three);

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("waybill token create");
    }
}
