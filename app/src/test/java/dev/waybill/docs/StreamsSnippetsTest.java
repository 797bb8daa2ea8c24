package dev.waybill.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of the guides to streams and of the README: it compiles, and the snippet about testing does what it says. */
final class StreamsSnippetsTest {
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Path ROOT = Checkout.root();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everySnippetCompilesAndTheLastOneHolds() throws Exception {
        List<String> tutorial = snippets("docs/tutorials/streams.md");
        assertThat(tutorial).hasSizeGreaterThan(7);
        var bodies = new ArrayList<>(tutorial.subList(1, tutorial.size()));
        bodies.addAll(snippets("README.md"));
        bodies.addAll(snippets("docs/streams/operators.md"));
        assertThat(bodies).hasSizeGreaterThan(tutorial.size());

        assertThat(Checkout.compile(List.of(write(tutorial.get(0), bodies)), folder))
                .isEmpty();

        call("snippet" + (tutorial.size() - 2));
    }

    @Test
    void everySnippetAboutOperationCompiles() throws IOException {
        List<String> page = snippets("docs/streams/operate.md");
        assertThat(page).hasSizeGreaterThan(4);

        assertThat(Checkout.compile(List.of(write(page.get(0), page.subList(1, page.size()))), folder))
                .isEmpty();
    }

    @Test
    void theSnippetsAboutSinksCompile() throws IOException {
        List<String> sinks = snippets("docs/streams/sinks.md");

        assertThat(sinks).hasSize(4);
        assertThat(Checkout.compile(List.of(write(sinks.get(0), sinks.subList(1, sinks.size()))), folder))
                .isEmpty();
    }

    @Test
    void aSnippetThatIsWrongIsNoticed() throws IOException {
        String given = snippets("docs/tutorials/streams.md").get(0);

        Path wrong = write(given, List.of("Pipeline.from(payments).mapp(json(Payment.class));\n"));

        assertThat(Checkout.compile(List.of(wrong), folder)).contains("mapp");
    }

    private static List<String> snippets(String page) throws IOException {
        return JAVA.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** A class with what is given as its members, and each body as a method; imports may stand in any of them. */
    private Path write(String given, List<String> bodies) throws IOException {
        String imports = Stream.concat(Stream.of(given), bodies.stream())
                .flatMap(String::lines)
                .filter(StreamsSnippetsTest::isImport)
                .distinct()
                .collect(joining("\n"));
        var source = new StringBuilder(imports);
        source.append("\n\npublic class Snippets {\n").append(withoutImports(given));
        for (int i = 0; i < bodies.size(); i++) {
            source.append("\npublic void snippet").append(i).append("() throws Exception {\n");
            source.append(withoutImports(bodies.get(i))).append("\n}\n");
        }
        return Files.writeString(folder.resolve("Snippets.java"), source.append("}\n"));
    }

    private static String withoutImports(String snippet) {
        return snippet.lines().filter(line -> !isImport(line)).collect(joining("\n"));
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    private void call(String method) throws Exception {
        try (var classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, StreamsSnippetsTest.class.getClassLoader())) {
            Class<?> type = classes.loadClass("Snippets");
            type.getMethod(method).invoke(type.getConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new AssertionError("the snippet about testing fails", e.getCause());
        }
    }
}
