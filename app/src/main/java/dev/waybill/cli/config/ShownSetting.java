package dev.waybill.cli.config;

/**
 * A setting as it may be shown: secrets are masked already.
 *
 * @param section the table of the file it stands in
 * @param name its name there
 * @param value a number, a boolean, a list of texts or a text
 * @param origin who said so
 */
public record ShownSetting(String section, String name, Object value, String origin) {
    /** Section and name, joined by a dot. */
    public String key() {
        return section + "." + name;
    }
}
