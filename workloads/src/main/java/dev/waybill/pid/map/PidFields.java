package dev.waybill.pid.map;

import java.util.List;

/**
 * Where publishers of a project write PIDs.
 *
 * @param dataset members of an item's properties
 * @param file members of an asset
 */
public record PidFields(List<String> dataset, List<String> file) {
    public PidFields {
        dataset = List.copyOf(dataset);
        file = List.copyOf(file);
    }

    /** The spellings in use: with the name of the project in front, and without. */
    public static PidFields ofNamespace(String namespace) {
        return new PidFields(List.of(namespace + ":pid", "pid"), List.of(namespace + ":tracking_id", "tracking_id"));
    }
}
