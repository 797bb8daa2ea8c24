package dev.waybill.cli.settings;

import dev.waybill.cli.config.ShownSetting;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The two forms of {@code config show}. */
enum ShowFormat {
    TOML {
        @Override
        void print(List<ShownSetting> settings, boolean origin, PrintStream out) {
            String section = "";
            for (ShownSetting setting : settings) {
                if (!setting.section().equals(section)) {
                    out.println((section.isEmpty() ? "" : System.lineSeparator()) + "[" + setting.section() + "]");
                    section = setting.section();
                }
                String line = bareOrQuoted(setting.name()) + " = " + literal(setting.value());
                out.println(origin ? line + "  # " + setting.origin() : line);
            }
        }
    },
    JSON {
        @Override
        void print(List<ShownSetting> settings, boolean origin, PrintStream out) {
            Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
            for (ShownSetting s : settings) {
                Object value = origin ? Map.of("value", s.value(), "origin", s.origin()) : s.value();
                tables.computeIfAbsent(s.section(), name -> new LinkedHashMap<>())
                        .put(s.name(), value);
            }
            JsonMapper json = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            out.println(json.writeValueAsString(tables));
        }
    };

    abstract void print(List<ShownSetting> settings, boolean origin, PrintStream out);

    private static String bareOrQuoted(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : '"' + name + '"';
    }

    private static String literal(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ShowFormat::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : '"' + Toml.tomlEscape(value.toString()).toString() + '"';
    }
}
