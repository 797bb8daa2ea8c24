package dev.waybill.jobs.processor;

/**
 * What makes a processor: what it reads, and how its jobs are run.
 *
 * @param name letters, digits, {@code _ . -}; unique
 * @param version of what the workers run; each output is kept with the version that made it
 * @param description for people
 * @param priority of its jobs as they are found; a higher one goes first
 * @param parameters a JSON object for its workers
 */
public record ProcessorDefinition(
        String name,
        String version,
        String description,
        SourceSelection sources,
        JobOrder order,
        int priority,
        Effort effort,
        SourcePolicies policies,
        String parameters) {
    /** With version 1, oldest first, and what else is usual. */
    public static ProcessorDefinition of(String name, SourceSelection sources) {
        return new ProcessorDefinition(
                name, "1", "", sources, JobOrder.OLDEST, 0, Effort.DEFAULT, SourcePolicies.DEFAULT, "{}");
    }

    public ProcessorDefinition withVersion(String value) {
        return new ProcessorDefinition(
                name, value, description, sources, order, priority, effort, policies, parameters);
    }

    public ProcessorDefinition withDescription(String value) {
        return new ProcessorDefinition(name, version, value, sources, order, priority, effort, policies, parameters);
    }

    public ProcessorDefinition withSources(SourceSelection value) {
        return new ProcessorDefinition(
                name, version, description, value, order, priority, effort, policies, parameters);
    }

    public ProcessorDefinition withOrder(JobOrder value) {
        return new ProcessorDefinition(
                name, version, description, sources, value, priority, effort, policies, parameters);
    }

    public ProcessorDefinition withPriority(int value) {
        return new ProcessorDefinition(name, version, description, sources, order, value, effort, policies, parameters);
    }

    public ProcessorDefinition withEffort(Effort value) {
        return new ProcessorDefinition(
                name, version, description, sources, order, priority, value, policies, parameters);
    }

    public ProcessorDefinition withPolicies(SourcePolicies value) {
        return new ProcessorDefinition(name, version, description, sources, order, priority, effort, value, parameters);
    }

    public ProcessorDefinition withParameters(String json) {
        return new ProcessorDefinition(name, version, description, sources, order, priority, effort, policies, json);
    }
}
