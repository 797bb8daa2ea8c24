package dev.waybill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.waybill.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** What others run us with: files that can be read, commands and settings there are, files that lie where they are mounted from. */
final class DeployTest {
    private static final Path DEPLOY = Checkout.root().resolve("deploy");
    private static final String IMAGE = "waybill";
    private static final Pattern OURS = Pattern.compile("WAYBILL_[A-Z_]+");
    private static final Pattern METRIC = Pattern.compile("waybill_[a-z_]+");

    /** One process of ours in a container: its words and its variables. */
    private record Container(String name, List<String> words, Set<String> variables) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Container> containers() throws IOException {
        var containers = new ArrayList<Container>();
        Map<?, ?> services = map(documents("compose/compose.yaml").get(0), "services");
        services.forEach((name, service) -> {
            if (service instanceof Map<?, ?> it && IMAGE.equals(it.get("image"))) {
                containers.add(new Container("compose: " + name, texts(it, "command"), keys(it, "environment")));
            }
        });
        for (String file : List.of("kubernetes/pid.yaml", "kubernetes/batch-worker.yaml")) {
            for (Object document : documents(file)) {
                findContainers(file, document, containers);
            }
        }
        return containers.stream();
    }

    private static void findContainers(String file, Object node, List<Container> found) {
        if (node instanceof Map<?, ?> map) {
            if (IMAGE.equals(map.get("image"))) {
                var variables = new HashSet<String>();
                list(map, "env").forEach(each -> variables.add(String.valueOf(((Map<?, ?>) each).get("name"))));
                found.add(new Container(file, texts(map, "args"), variables));
            }
            map.values().forEach(value -> findContainers(file, value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> findContainers(file, value, found));
        }
    }

    @Test
    void everyProcessOfOursIsFound() throws IOException {
        assertThat(containers().map(Container::name))
                .containsExactlyInAnyOrder(
                        "compose: jobs-install",
                        "compose: server",
                        "compose: batch-worker",
                        "compose: pid",
                        "kubernetes/pid.yaml",
                        "kubernetes/batch-worker.yaml");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itsCommandIsOneOfOurs(Container container) {
        assertThatCode(() -> CommandRun.parse(container.words()))
                .as(container.words().toString())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void itsVariablesAreSettings(Container container) {
        var known = new HashSet<>(Set.of("WAYBILL_JAVA_OPTS")); // bin/waybill hands it on
        JsonMapper.shared()
                .readTree(
                        CommandRun.of("pid", "config", "explain", "-o", "json").out())
                .forEach(setting -> {
                    known.add(setting.path("variable").asString());
                    known.add(setting.path("variable").asString() + "_FILE");
                });

        assertThat(container.variables().stream()
                        .filter(name -> OURS.matcher(name).matches()))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void whatIsMountedIsThere() throws IOException {
        Map<?, ?> services = map(documents("compose/compose.yaml").get(0), "services");
        var mounted = new ArrayList<String>();
        services.values()
                .forEach(service -> texts((Map<?, ?>) service, "volumes").stream()
                        .filter(volume -> volume.startsWith("."))
                        .forEach(volume -> mounted.add(volume.replaceFirst(":.*", ""))));

        assertThat(mounted).hasSizeGreaterThan(5).allSatisfy(file -> {
            boolean isMadeByHand = file.equals("./metrics-token"); // docs/how-to/compose.md
            assertThat(isMadeByHand || Files.exists(DEPLOY.resolve("compose").resolve(file)))
                    .as(file)
                    .isTrue();
        });
        for (String file : List.of("prometheus.yml", "grafana-datasource.yml", "grafana-dashboards.yml")) {
            assertThat(documents("compose/" + file)).hasSize(1);
        }
    }

    @Test
    void whatIsScaledOnIsAMetric() throws IOException {
        String metrics = Pages.text("docs/reference/metrics.md");

        assertThat(METRIC.matcher(Files.readString(DEPLOY.resolve("kubernetes/pid.yaml")))
                        .results()
                        .map(found -> found.group()))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metrics).contains("| `" + metric + "` |"));
    }

    private static List<Object> documents(String file) throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(
                        yaml.loadAll(Files.readString(DEPLOY.resolve(file))).spliterator(), false)
                .toList();
    }

    private static Map<?, ?> map(Object node, String key) {
        return node instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> found ? found : Map.of();
    }

    private static List<?> list(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> found ? found : List.of();
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        return list(map, key).stream().map(String::valueOf).toList();
    }

    private static Set<String> keys(Map<?, ?> map, String key) {
        var keys = new HashSet<String>();
        map(map, key).keySet().forEach(each -> keys.add(String.valueOf(each)));
        return keys;
    }
}
