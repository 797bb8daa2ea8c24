package dev.waybill.batch.model;

/**
 * A schema under a name. Jobs keep to the version with which they began.
 *
 * @param id eight hexadecimal digits in lower case
 * @param schema JSON text as it was given, which {@link Schema#parse} takes
 * @param version counts from 1
 */
public record Model(String id, String name, String schema, int version) {
    public Model {
        if (!id.matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("id: expected eight hexadecimal digits, got \"" + id + "\"");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, got " + version);
        }
    }
}
