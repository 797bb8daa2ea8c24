package dev.waybill.pid.project;

import dev.waybill.pid.map.ItemMapping;
import dev.waybill.pid.map.PidFields;
import dev.waybill.pid.map.Publication;
import dev.waybill.pid.plan.PidPlan;
import dev.waybill.pid.settings.MappingSettings;
import java.util.List;
import java.util.Set;

/**
 * A project of the federation, and how its items become handles. An implementation is found through {@link
 * java.util.ServiceLoader}: name it in {@code META-INF/services/dev.waybill.pid.project.Project}, give it a public
 * constructor without arguments, and make it stateless; it is called from several threads at once.
 */
public interface Project {
    /** In lower case; what settings call the project, and the name-space of its fields. */
    String name();

    /** What events call the project; upper and lower case are the same. No two projects may share one. */
    Set<String> acceptedIds();

    /** Where its publishers write PIDs. */
    default PidFields pidFields() {
        return PidFields.ofNamespace(name());
    }

    /** Whether the PID its publishers give a dataset is always the one that is computed from the item id. */
    default boolean hasComputedDatasetPids() {
        return false;
    }

    /**
     * Names of the parts of an item id between the project and the version, to look up previous versions by; a blank
     * part is not searched by. Empty: previous versions are not looked up.
     */
    default List<String> versionFacets() {
        return List.of();
    }

    /**
     * The records of an item.
     *
     * @throws dev.waybill.failure.DeliveryException as poison, with all that is wrong with the item
     */
    default PidPlan.Register plan(Publication publication, MappingSettings settings) {
        return new ItemMapping(pidFields(), settings).register(publication);
    }
}
