package dev.waybill.cli.config;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the configuration files of OpenMSIStream: sections of client properties in Python's INI form. The section {@code [broker]}
 * and the one of the role become {@code [kafka]}; {@code [DEFAULT]} holds for both. Used once, by one thread.
 */
final class IniFile {
    private static final Pattern SECTION = Pattern.compile("\\[(?<name>[^]]+)]");
    private static final Pattern BROKER = Pattern.compile("(?m)^\\[broker]");
    private static final Pattern REFERENCE = Pattern.compile("%(%|\\((?<key>[^)]*)\\)s)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{(?<braced>\\w+)}|(?<bare>\\w+))");
    private static final Set<String> NO_CLIENT_PROPERTIES =
            Set.of("node_id", "key.serializer", "value.serializer", "key.deserializer", "value.deserializer");

    private final Path file;
    private final Map<String, String> environment;
    private final Map<String, Map<String, Written>> sections = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private record Written(String text, Origin origin) {}

    private IniFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Whether a file is of this form: it has a line {@code [broker]}. */
    static boolean isOne(Path file) {
        try {
            return Files.isRegularFile(file)
                    && BROKER.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            return false; // whoever reads it next says why
        }
    }

    /**
     * What the file says for a program in {@code role}, {@code producer} or {@code consumer}.
     *
     * @param environment for values that begin with {@code $}
     */
    static FileEntries read(Path file, String role, Map<String, String> environment) {
        var ini = new IniFile(file, environment);
        try {
            ini.parse(Files.readAllLines(file));
        } catch (IOException e) {
            throw CommandException.at(ExitCode.CONFIGURATION, file.toString(), "cannot be read")
                    .because(e);
        }
        return new FileEntries(ini.entries(role), ini.problems);
    }

    private void parse(List<String> lines) {
        Map<String, Written> section = null;
        String key = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Origin origin = new Origin.InFile(file, i + 1, 1);
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            Matcher header = SECTION.matcher(line);
            boolean isContinued = Character.isWhitespace(lines.get(i).charAt(0)) && !key.isEmpty();
            if (isContinued && section != null) {
                section.computeIfPresent(key, (k, v) -> new Written(v.text() + "\n" + line, v.origin()));
            } else if (header.matches()) {
                section = sections.computeIfAbsent(header.group("name"), name -> new LinkedHashMap<>());
                key = "";
            } else if (section == null) {
                problems.add(Problem.error(origin, "", "expected a section such as [broker] first"));
                return;
            } else {
                key = assign(section, line, origin);
            }
        }
    }

    private String assign(Map<String, Written> section, String line, Origin origin) {
        String[] parts = line.split("\\s*[=:]\\s*", 2);
        String key = parts[0].toLowerCase(Locale.ROOT);
        if (parts.length < 2) {
            problems.add(Problem.error(origin, key, "expected \"key = value\""));
        } else if (section.put(key, new Written(parts[1], origin)) != null) {
            problems.add(Problem.error(origin, key, "is said twice in its section"));
        }
        return key;
    }

    private List<FileEntries.Entry> entries(String role) {
        Map<String, Written> kafkacrypto = sections.get("kafkacrypto");
        if (kafkacrypto != null) {
            problems.add(Problem.error(
                    new Origin.InFile(file, 1, 1),
                    "[kafkacrypto]",
                    "encryption is not supported; without this section all is sent as it is"));
        }
        Map<String, FileEntries.Entry> entries = new LinkedHashMap<>();
        for (String name : List.of("DEFAULT", "broker", role)) {
            sections.getOrDefault(name, Map.of()).forEach((key, written) -> {
                boolean isForOthers = name.equals("DEFAULT") && !key.contains(".");
                if (!NO_CLIENT_PROPERTIES.contains(key) && !isForOthers) {
                    value(name, key, written)
                            .filter(text -> isTaken(key, text, written.origin()))
                            .ifPresent(text ->
                                    entries.put(key, new FileEntries.Entry("kafka." + key, text, written.origin())));
                }
            });
        }
        return List.copyOf(entries.values());
    }

    /** Such files go from lab to lab: what could load code is not taken from them. */
    private boolean isTaken(String key, String text, Origin origin) {
        var refusal = ForeignProperties.refusal(key, text);
        refusal.ifPresent(reason -> problems.add(Problem.error(origin, "kafka." + key, reason)));
        return refusal.isEmpty();
    }

    private Optional<String> value(String section, String key, Written written) {
        String text = REFERENCE
                .matcher(written.text())
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group().equals("%%") ? "%" : referenced(section, match.group(1), match.group())));
        if (!text.startsWith("$")) {
            return Optional.of(text);
        }
        String expanded = VARIABLE.matcher(text).replaceAll(match -> {
            String name = match.group(2) == null ? match.group(3) : match.group(2);
            return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
        if (expanded.equals(text)) {
            problems.add(
                    Problem.error(written.origin(), key, "expected an environment variable that is set, got " + text));
            return Optional.empty();
        }
        return Optional.of(expanded);
    }

    /** The value that {@code %(key)s} stands for; one that is not there stays as it is written. */
    private String referenced(String section, String reference, String otherwise) {
        String key = reference.substring(1, reference.length() - 2).toLowerCase(Locale.ROOT);
        Written own = sections.getOrDefault(section, Map.of()).get(key);
        Written common = sections.getOrDefault("DEFAULT", Map.of()).get(key);
        Written found = own == null ? common : own;
        return found == null ? otherwise : found.text();
    }
}
