package dev.waybill.pid.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.failure.DeliveryException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProjectsTest {
    private record Named(String name, Set<String> acceptedIds) implements Project {}

    @ParameterizedTest
    @CsvSource({"CMIP6, cmip6", "cmip6PLUS, cmip6plus", "CMIP7, cmip7", "cordex-cmip6, cordex-cmip6"})
    void theFourBuiltInProjectsAreInstalled(String collection, String name) {
        var project = Projects.installed(List.of()).serving(Optional.of(collection), Optional.empty());

        assertThat(project).get().extracting(Project::name).isEqualTo(name);
    }

    @Test
    void onlyTheNamedProjectsAreServed() {
        var projects = Projects.installed(List.of("CMIP7"));

        assertThat(projects.serving(Optional.of("CMIP7"), Optional.empty())).isPresent();
        assertThat(projects.serving(Optional.of("CMIP6"), Optional.empty())).isEmpty();
    }

    @Test
    void aNameThatIsNotInstalledIsRefusedNamingThoseThatAre() {
        assertThatThrownBy(() -> Projects.installed(List.of("cmip5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("consumer.projects: expected some of cmip6, cmip6plus, cmip7, cordex-cmip6, got \"cmip5\"");
    }

    @Test
    void twoProjectsThatAcceptOneIdAreRefused() {
        var installed = List.<Project>of(new Named("a", Set.of("X")), new Named("b", Set.of("x")));

        assertThatThrownBy(() -> Projects.of(installed, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\"", "\"b\"", "both accept the id");
        assertThat(Projects.of(installed, List.of("b")).serving(Optional.of("X"), Optional.empty()))
                .isPresent();
    }

    @Test
    void twoProjectsOfOneNameAreRefused() {
        var installed = List.<Project>of(new Named("a", Set.of("X")), new Cmip6(), new Named("A", Set.of("y")));

        assertThatThrownBy(() -> Projects.of(installed, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two installed projects are named \"A\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            - | {"collection": "cmip7"}
            - | {"properties": {"project": "Cmip7"}}
            CMIP7 | {"collection": "cmip7", "properties": {"project": null}}
            """)
    void theFirstPlaceThatNamesAProjectCounts(String collection, String item) {
        var project = Projects.installed(List.of()).serving(Optional.ofNullable(collection), json(item));

        assertThat(project).get().extracting(Project::name).isEqualTo("cmip7");
    }

    @Test
    void placesThatDisagreeAreAllNamed() {
        var item = json("{\"collection\": \"CMIP7\", \"properties\": {\"project\": \"CORDEX\"}}");

        assertThatThrownBy(() -> Projects.installed(List.of()).serving(Optional.of("CMIP6"), item))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContainingAll(
                        "data.payload.collection_id \"CMIP6\"",
                        "item.collection \"CMIP7\"",
                        "item.properties.project \"CORDEX\"");
    }

    @Test
    void anEventThatNamesNoProjectIsRefused() {
        assertThatThrownBy(() -> Projects.installed(List.of()).serving(Optional.empty(), json("{}")))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("data.payload.collection_id: expected the id of a project");
    }

    private static Optional<ObjectNode> json(String text) {
        return Optional.of((ObjectNode) JsonMapper.shared().readTree(text));
    }
}
