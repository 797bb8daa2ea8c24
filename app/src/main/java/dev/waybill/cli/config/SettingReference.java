package dev.waybill.cli.config;

import java.util.List;

/** One line of the reference of settings. */
public record SettingReference(
        String key, String variable, String fallback, String expected, String meaning, List<String> aliases) {
    /** All of them, in the order of the file. */
    public static List<SettingReference> all() {
        return Catalog.ALL.stream().map(SettingReference::of).toList();
    }

    private static SettingReference of(Setting<?> s) {
        String fallback = s.fallbackText()
                .map(text -> s.secret() ? "(a demo value)" : text)
                .orElse("");
        return new SettingReference(s.key(), s.variable(), fallback, s.type().expected(), s.meaning(), s.aliases());
    }
}
