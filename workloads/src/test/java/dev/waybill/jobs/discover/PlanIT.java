package dev.waybill.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.jobs.Cube;
import dev.waybill.jobs.processor.PatternMode;
import dev.waybill.jobs.processor.ProcessorDefinition;
import dev.waybill.jobs.processor.ProcessorException;
import dev.waybill.jobs.processor.SourceSelection;
import dev.waybill.local.postgres.IndexForm;
import dev.waybill.local.postgres.SampleIndex;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PlanIT {
    private static Cube cube;

    @BeforeAll
    static void fill() throws Exception {
        cube = Cube.of(IndexForm.AGDC);
        List<String> bodies = List.of(
                "//t:eodata/2024/9/1/S2B_MSIL1C_20240901_T33VWJ.stac.json",
                "//t:eodata/2024/9/10/S2B_MSIL1C_20240910_T33VWJ.stac_item.json",
                "//t:eodata/2024/9/2/S2BXMSIL1C_20240902_T33VWH.SAFE/stac_item.json",
                "//t:eodata/L2A/S2B_MSIL2A_20240901_T33VWJ/stac_item.json",
                "//t:models/100%_cover/stac_item.json",
                "//t:models/100x_cover/back\\slash.stac.json",
                "//t:models/dot.stacXjson",
                "//t:models/quo'te/MSIL1C/a MSIL1C b.tif");
        for (int i = 0; i < bodies.size(); i++) {
            cube.add(i, "l1c", bodies.get(i));
        }
    }

    @AfterAll
    static void drop() throws Exception {
        cube.close();
    }

    private static List<String> selected(PatternMode mode, String pattern) {
        SourceSelection sources = cube.definition().sources().withPattern(pattern, mode);
        return new Plan(cube.database)
                .of(ProcessorDefinition.of("p", sources), 100).examples().stream()
                        .map(example -> example.uri().substring("s3:".length()))
                        .sorted()
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "LITERAL | MSIL1C | 4",
                "LITERAL | S2B_MSIL1C | 2",
                "LITERAL | T33VWJ | 3",
                "LITERAL | msil1c | 0",
                "LITERAL | 100% | 1",
                "LITERAL | _cover | 2",
                "LITERAL | back\\ | 1",
                "LITERAL | 2024/9/1/ | 1",
                "LITERAL | quo'te | 1",
                "LITERAL | .stac. | 2",
                "LITERAL | s3: | 0",
                "LIKE | S2B_MSIL1C | 3",
                "LIKE | S2B\\_MSIL1C | 2",
                "LIKE | 2024/9/1 | 2",
                "LIKE | 100% | 2",
                "LIKE | 100\\% | 1",
                "LIKE | % | 8",
                "REGEX | S2B.MSIL1C | 3",
                "REGEX | 2024/9/1(/) | 1",
                "REGEX | ^//t:models/ | 4",
                "REGEX | \\.stac\\.json$ | 2",
            })
    void aPatternSelectsWhatItsModeSays(PatternMode mode, String pattern, int count) {
        assertThat(selected(mode, pattern)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {"MSIL1C", "S2B_MSIL1C", "T33VWJ", "2024/9/1", "100%", "100\\%", "back\\\\", "\\_cover", "m%c"})
    void likeSelectsWhatTheSeedsOwnStatementSelects(String pattern) {
        String like = "SELECT string_agg(uri_body, ' | ' ORDER BY uri_body COLLATE \"C\") FROM agdc.dataset_location"
                + " WHERE uri_body LIKE '%' || '" + pattern + "' || '%'";

        String seed = cube.database.call(handle -> handle.createQuery("SELECT coalesce((" + like + "), '')")
                .mapTo(String.class)
                .one());

        assertThat(String.join(" | ", selected(PatternMode.LIKE, pattern))).isEqualTo(seed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "stac | 20240901_T33VWJ.stac.json | s3://t:eodata/2024/9/1/S2B_MSIL1C_20240901_T33VWJ.SAFE",
                "stac | stac_item.json | s3://t:eodata/2024/9/10/S2B_MSIL1C_20240910_T33VWJ.SAFE",
                "stac | .SAFE/ | s3://t:eodata/2024/9/2/S2BXMSIL1C_20240902_T33VWH.SAFE",
                "stac | S2B_MSIL2A | s3://t:eodata/L2A/S2B_MSIL2A_20240901_T33VWJ",
                "stac | 100% | s3://t:models/100%_cover",
                "stac | back | s3://t:models/100x_cover/back\\slash.SAFE",
                "stac | Xjson | s3://t:models/dot.stacXjson",
                "stac | a MSIL1C | s3://t:models/quo'te/MSIL1C/a MSIL1C b.tif",
                "none | S2B_MSIL2A | s3://t:eodata/L2A/S2B_MSIL2A_20240901_T33VWJ/stac_item.json",
                "^s3://t:([^/]+)/ => /mnt/\\1/ | S2B_MSIL2A | /mnt/eodata/L2A/S2B_MSIL2A_20240901_T33VWJ/stac_item.json",
            })
    void aRuleMapsWithoutTakingAnythingForAUrl(String rule, String pattern, String src) {
        SourceSelection sources = cube.definition()
                .sources()
                .withPattern(pattern, PatternMode.LITERAL)
                .withPathRule(rule);

        List<Plan.Example> examples = new Plan(cube.database)
                .of(ProcessorDefinition.of("p", sources), 100)
                .examples();

        assertThat(examples).extracting(Plan.Example::src).contains(src);
    }

    @Test
    void whatIsExcludedIsLeftOut() {
        SourceSelection sources = cube.definition()
                .sources()
                .withPattern("MSIL1C", PatternMode.LITERAL)
                .withExclude("S2B_");

        assertThat(new Plan(cube.database)
                        .of(ProcessorDefinition.of("p", sources), 0)
                        .selected())
                .isEqualTo(2);
    }

    @Test
    void aRuleThatLeavesNothingOfAPathMapsNothing() {
        SourceSelection sources = cube.definition()
                .sources()
                .withPattern("MSIL1C", PatternMode.LITERAL)
                .withPathRule("^s3://t:(.*)$ => \\2");

        Plan.Planned plan = new Plan(cube.database).of(ProcessorDefinition.of("p", sources), 1);

        assertThat(plan.unmapped()).isEqualTo(plan.selected()).isPositive();
        assertThat(plan.examples().get(0).isMapped()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "LITERAL | \"\" | stac | to take every source there is",
                "REGEX | ( | stac | parentheses",
                "LIKE | back\\ | stac | a single backslash",
                "LITERAL | MSIL1C | safe | REGEX => REPLACEMENT",
                "LITERAL | MSIL1C | ( => x | parentheses",
            })
    void whatNoProcessorCanBeMadeOfIsNotPlanned(PatternMode mode, String pattern, String rule, String said) {
        SourceSelection sources = SourceSelection.ofProducts(cube.kind(), List.of())
                .withPattern(pattern, mode)
                .withPathRule(rule);

        assertThatThrownBy(() -> new Plan(cube.database).of(ProcessorDefinition.of("p", sources), 1))
                .isInstanceOf(ProcessorException.class)
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @EnumSource
    void thePlanIsWhatHappens(IndexForm form) throws Exception {
        try (Cube world = Cube.of(form)) {
            SampleIndex.of(world.datacube, form).addMixed(2_000);
            SourceSelection sources = SourceSelection.ofProducts(world.kind(), List.of("s2_msil1c", "ls8_c2l2"))
                    .withExclude("2019/")
                    .withPathRule("^(.*)\\.stac\\.json$ => \\1.SAFE");
            ProcessorDefinition definition = ProcessorDefinition.of("p", sources);

            Plan.Planned plan = new Plan(world.database).of(definition, 1_000);
            Changes found =
                    new Discover(world.database).pass(world.create(definition)).changes();

            assertThat(plan.active()).isEqualTo(2_000);
            assertThat(plan.selected()).isEqualTo(found.added()).isPositive();
            assertThat(plan.unmapped()).isEqualTo(found.unmapped()).isPositive();
            assertThat(plan.examples().stream().map(example -> example.uri() + " " + example.src()))
                    .containsExactlyInAnyOrderElementsOf(world.jobs("uri, src"));
        }
    }
}
