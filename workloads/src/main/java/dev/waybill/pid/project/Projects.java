package dev.waybill.pid.project;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The projects that are served, and which of them an event belongs to. */
public final class Projects {
    private final Map<String, Project> byAcceptedId;

    private Projects(Map<String, Project> byAcceptedId) {
        this.byAcceptedId = Map.copyOf(byAcceptedId);
    }

    /**
     * The installed projects with these names; no name: all of them.
     *
     * @throws IllegalArgumentException for a name that is not installed, and for two projects that accept the same id
     */
    public static Projects installed(List<String> names) {
        var installed = new ArrayList<Project>();
        ServiceLoader.load(Project.class).forEach(installed::add);
        return of(installed, names);
    }

    static Projects of(List<Project> installed, List<String> names) {
        var byName = new TreeMap<String, Project>();
        for (var project : installed) {
            var other = byName.put(project.name().toLowerCase(ROOT), project);
            if (other != null) {
                throw new IllegalArgumentException("two installed projects are named \"%s\": %s and %s"
                        .formatted(project.name(), className(other), className(project)));
            }
        }
        var served = new ArrayList<Project>();
        for (var name : names.isEmpty() ? byName.keySet() : names) {
            var project = byName.get(name.strip().toLowerCase(ROOT));
            if (project == null) {
                throw new IllegalArgumentException("consumer.projects: expected some of %s, got \"%s\""
                        .formatted(String.join(", ", byName.keySet()), name));
            }
            served.add(project);
        }
        return new Projects(byAcceptedId(served));
    }

    /**
     * The project an event belongs to, if it is served here.
     *
     * @param collectionId {@code data.payload.collection_id}
     * @param item the item, where it is at hand
     * @throws dev.waybill.failure.DeliveryException as poison where the event names no project or more than one
     */
    public Optional<Project> serving(Optional<String> collectionId, Optional<ObjectNode> item) {
        var id = ProjectClaims.of(collectionId, item).agreed();
        return Optional.ofNullable(byAcceptedId.get(id));
    }

    private static Map<String, Project> byAcceptedId(List<Project> served) {
        var byAcceptedId = new HashMap<String, Project>();
        for (var project : served) {
            for (var id : project.acceptedIds()) {
                var other = byAcceptedId.putIfAbsent(id.toLowerCase(ROOT), project);
                if (other != null && other != project) {
                    throw new IllegalArgumentException("the projects \"%s\" and \"%s\" both accept the id \"%s\""
                            .formatted(other.name(), project.name(), id));
                }
            }
        }
        return byAcceptedId;
    }

    private static String className(Project project) {
        return project.getClass().getName();
    }
}
