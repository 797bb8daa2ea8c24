package dev.waybill.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://h:5433/datacube, jdbc:postgresql://h:5433/datacube, '', ''",
        "postgresql://h/datacube, jdbc:postgresql://h/datacube, '', ''",
        "postgres://me:s%40c+ret@h/d?sslmode=require, jdbc:postgresql://h/d?sslmode=require, me, s@c+ret",
        "jdbc:postgresql://h/d?user=me&password=x&ssl=true, jdbc:postgresql://h/d?ssl=true, me, x",
        "'postgresql://a:1,b:2/d', 'jdbc:postgresql://a:1,b:2/d', '', ''",
        "postgresql:///d, jdbc:postgresql://localhost/d, '', ''",
    })
    void anAddressIsTakenAsPeopleWriteIt(String text, String jdbc, String user, String password) {
        var settings = DatabaseSettings.of(text);

        assertThat(settings.url()).isEqualTo(jdbc);
        assertThat(settings.user()).isEqualTo(user);
        assertThat(settings.password().reveal()).isEqualTo(password);
        assertThat(settings.toString()).doesNotContain("s@c+ret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "datacube",
                "mysql://me:hush@h/d",
                "//me:hush@h/d",
                "x?password=hush",
                "postgresql://me:hush@:x/d"
            })
    void anythingElseIsRefusedAndNoPasswordIsShown(String text) {
        assertThatThrownBy(() -> DatabaseSettings.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected the address of a database")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void theEnvironmentNamesTheDatabaseAndKeepsTheSecret(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "hush\nmore\n");

        var settings = DatabaseEnvironment.settings(Map.of(
                        "WAYBILL_JOBS_URL", "postgresql://h/d",
                        "WAYBILL_JOBS_USER", "me",
                        "WAYBILL_JOBS_PASSWORD_FILE", secret.toString(),
                        "PGPASSWORD", "other"))
                .orElseThrow();

        assertThat(settings.user()).isEqualTo("me");
        assertThat(settings.password().reveal()).isEqualTo("hush");
    }

    @Test
    void postgresOwnVariablesDoAsWell() {
        var settings = DatabaseEnvironment.settings(
                        Map.of("PGHOST", "h", "PGPORT", "6543", "PGUSER", "me", "PGPASSWORD", "hush"))
                .orElseThrow();

        assertThat(settings.url()).isEqualTo("jdbc:postgresql://h:6543/datacube");
        assertThat(settings.user()).isEqualTo("me");
        assertThat(settings.password().reveal()).isEqualTo("hush");
        assertThat(DatabaseEnvironment.settings(Map.of("PGUSER", "me"))).isEmpty();
    }

    @Test
    void aFileOfAPasswordThatIsNotThereIsNamed() {
        var environment = Map.of("WAYBILL_JOBS_URL", "postgresql://h/d", "WAYBILL_JOBS_PASSWORD_FILE", "/nowhere");

        assertThatThrownBy(() -> DatabaseEnvironment.settings(environment)).hasMessageContaining("\"/nowhere\"");
    }
}
