package dev.waybill.jobs.processor;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.jobs.JobsSite;
import dev.waybill.jobs.processor.SourcePolicies.OnGone;
import dev.waybill.jobs.processor.SourcePolicies.OnUpdate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsIT {
    private static final ProcessorDefinition PLAIN =
            ProcessorDefinition.of("l2a", SourceSelection.ofProducts(IndexKind.AGDC, List.of("s2_l1c")));

    @SuppressWarnings("NullAway.Init")
    private static JobsSite site;

    private final Processors processors = new Processors(site.database);

    @BeforeAll
    static void open() throws Exception {
        site = JobsSite.open();
    }

    @AfterAll
    static void close() throws Exception {
        site.close();
    }

    @BeforeEach
    void clear() {
        site.execute("DELETE FROM bnp.job; DELETE FROM bnp.processor; DELETE FROM bnp.setting");
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        var definition = PLAIN.withVersion("2.1")
                .withDescription("atmospheric correction")
                .withSources(SourceSelection.ofProducts(IndexKind.ODC, List.of("s2_l1c", "a, \"b\""))
                        .withPattern("MSIL1C.*T33V", PatternMode.REGEX)
                        .withExclude("_N0200_")
                        .withPathRule("\\.json$ => .zip")
                        .withIdentity(Identity.LOCATION))
                .withOrder(JobOrder.TILE)
                .withPriority(7)
                .withEffort(new Effort(ofMinutes(90), 5, ofMillis(1500), ofSeconds(200_000)))
                .withPolicies(new SourcePolicies(OnUpdate.IGNORE, OnGone.ASK))
                .withParameters("{\"cloud\": 30}");

        var kept = processors.create(definition);

        assertThat(kept.definition()).isEqualTo(definition);
        assertThat(kept.isEnabled()).isTrue();
        assertThat(kept.isPaused()).isFalse();
        assertThat(processors.get("l2a")).isEqualTo(kept);
        assertThat(processors.get(Integer.toString(kept.id()))).isEqualTo(kept);
        assertThat(processors.list()).containsExactly(kept);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var wrong = ProcessorDefinition.of(
                        "two words",
                        SourceSelection.ofProducts(IndexKind.AGDC, List.of(""))
                                .withPattern("MSIL(1C", PatternMode.REGEX)
                                .withExclude("")
                                .withPathRule("safe"))
                .withVersion(" ")
                .withEffort(new Effort(ofMillis(5), 0, ofSeconds(-1), ofSeconds(-2)))
                .withParameters("[1]");

        var refused = catchThrowableOfType(ProcessorException.class, () -> processors.create(wrong));

        assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith("name: ").contains("\"two words\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("version: "))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("parameters: ").contains("[1]"))
                .anySatisfy(problem -> assertThat(problem).startsWith("products: "))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("pattern: ").contains("parentheses"))
                .anySatisfy(problem -> assertThat(problem).startsWith("exclude: "))
                .anySatisfy(
                        problem -> assertThat(problem).startsWith("path_rule: ").contains("\"safe\""))
                .anySatisfy(problem -> assertThat(problem).startsWith("lease: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("max_attempts: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("backoff: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("longest_backoff: "))
                .hasSize(11);
        assertThat(processors.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^s3:(.*$ => /mnt\\1", "^(?<path>.*)$ => /mnt\\1", "^\\p{Lower}3: => x"})
    void aPathRuleThatTheDatabaseCannotReadIsRefused(String rule) {
        var sources = PLAIN.sources().withPathRule(rule);

        assertThatThrownBy(() -> processors.create(PLAIN.withSources(sources)))
                .isInstanceOf(ProcessorException.class)
                .hasMessageContaining("path_rule: expected a regular expression")
                .hasMessageContaining("invalid regular expression");
    }

    @Test
    void aPathRuleThatOnlyTheDatabaseCanReadIsKept() {
        var sources = PLAIN.sources().withPathRule("^[[:alnum:]]+:\\m(.*)$ => /mnt/\\1");

        assertThat(processors.create(PLAIN.withSources(sources)).definition().sources())
                .isEqualTo(sources);
    }

    @Test
    void aPatternOfLikeThatEndsInABackslashIsRefused() {
        var sources = PLAIN.sources().withPattern("MSIL1C\\", PatternMode.LIKE);

        assertThatThrownBy(() -> processors.create(PLAIN.withSources(sources)))
                .isInstanceOf(ProcessorException.class)
                .hasMessageContaining("pattern: ");
    }

    @Test
    void charactersThatMeanSomethingElsewhereAreTakenAsTheyAre() {
        String text = "100%_\\'\"; DROP SCHEMA bnp --";

        var kept = processors.create(PLAIN.withSources(PLAIN.sources().withPattern(text, PatternMode.LITERAL)));

        assertThat(kept.definition().sources().pattern()).isEqualTo(text);
    }

    @Test
    void neitherProductsNorPatternIsAMistake() {
        var everything = PLAIN.withSources(SourceSelection.ofProducts(IndexKind.AGDC, List.of()));

        assertThatThrownBy(() -> processors.create(everything)).hasMessageContaining("to take every source there is");
    }

    @Test
    void aNameIsGivenOnce() {
        processors.create(PLAIN);
        var other = processors.create(ProcessorDefinition.of("other", PLAIN.sources()));

        assertThatThrownBy(() -> processors.create(PLAIN)).isInstanceOf(ProcessorTakenException.class);
        assertThatThrownBy(() -> processors.update(other.id(), PLAIN)).isInstanceOf(ProcessorTakenException.class);
    }

    @Test
    void oneThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> processors.get("nobody"))
                .isInstanceOf(UnknownProcessorException.class)
                .hasMessageContaining("\"nobody\"");
        assertThatThrownBy(() -> processors.update(4711, PLAIN)).isInstanceOf(UnknownProcessorException.class);
        assertThatThrownBy(() -> processors.pause(4711)).isInstanceOf(UnknownProcessorException.class);
    }

    @Test
    void oneThatHasJobsStays() {
        int id = processors.create(PLAIN).id();
        int other = processors
                .create(ProcessorDefinition.of("other", PLAIN.sources()))
                .id();
        site.jobs(id, 1);

        assertThatThrownBy(() -> site.execute("DELETE FROM bnp.processor WHERE id = " + id))
                .hasMessageContaining("processor \"l2a\" has jobs: it can be disabled, not removed");
        assertThatThrownBy(() -> site.execute("UPDATE bnp.processor SET id = 99 WHERE id = " + id))
                .hasMessageContaining("has jobs");
        site.execute("DELETE FROM bnp.processor WHERE id = " + other);
        assertThat(processors.list()).extracting(Processor::id).containsExactly(id);
    }

    @Test
    void pauseAndEnabledAreKeptApart() {
        int id = processors.create(PLAIN).id();

        assertThat(processors.pause(id).isPaused()).isTrue();
        assertThat(processors.disable(id).isEnabled()).isFalse();
        assertThat(processors.resume(id)).satisfies(each -> {
            assertThat(each.isPaused()).isFalse();
            assertThat(each.isEnabled()).isFalse();
        });
        assertThat(processors.enable(id).isEnabled()).isTrue();
    }

    @Test
    void allArePausedTogetherAndResumedTogether() {
        assertThat(processors.areAllPaused()).isFalse();
        processors.pauseAll();
        assertThat(processors.areAllPaused()).isTrue();
        processors.resumeAll();
        assertThat(processors.areAllPaused()).isFalse();
    }
}
