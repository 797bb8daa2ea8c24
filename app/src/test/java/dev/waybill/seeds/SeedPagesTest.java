package dev.waybill.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about coming from other programs have a row for everything that their documents print. */
final class SeedPagesTest {
    private static final Pattern CALL = Pattern.compile("\\b((?:driver|wh)\\.\\w+)\\(");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^    \\**(\\w+): ?[a-zK]");
    private static final Pattern FUNCTION = Pattern.compile("`(\\w*(?:_job|report)_?\\w+)`");
    private static final Pattern OPTION = Pattern.compile("``(--[a-z_]+(?: \\[\\w+])?)(?: [a-z ]+)?``");
    private static final Pattern WORD = Pattern.compile("typing \"?(\\w+)\"? or");

    @ParameterizedTest
    @CsvSource({
        "000, piddiplatsch, 20",
        "001, openmsistream, 10",
        "002, water-healer, 10",
        "003, batch-on-kafka, 20",
        "004, dap-lite, 15"
    })
    void everyShellLineHasARow(String number, String name, int rows) throws IOException {
        var page = MigrationPage.read(name);
        assertThat(page.rows()).hasSizeGreaterThanOrEqualTo(rows);

        var document = SeedDocument.find(number);
        if (document.isEmpty()) {
            System.out.println("SeedPagesTest: document " + number + " is not here; its own list was not compared");
            return;
        }
        assertThat(page.rows().keySet()).containsAll(document.get().shellLines());
    }

    @Test
    void everyCallOptionAndParameterHasARow() throws IOException {
        assertNamed("001", "openmsistream", OPTION);
        assertNamed("001", "openmsistream", WORD);
        assertNamed("002", "water-healer", CALL);
        assertNamed("002", "water-healer", PARAMETER);
        assertNamed("004", "dap-lite", CALL);
        assertNamed("004", "dap-lite", FUNCTION);
    }

    private static void assertNamed(String number, String name, Pattern pattern) throws IOException {
        var document = SeedDocument.find(number);
        if (document.isPresent()) {
            List<String> named = document.get().all(pattern);
            String printed = String.join("\n", MigrationPage.read(name).rows().keySet());

            assertThat(named).as("%s in %s", pattern, number).isNotEmpty();
            assertThat(named).as(name).allSatisfy(each -> assertThat(printed).contains(each));
        }
    }
}
