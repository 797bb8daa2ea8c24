package dev.waybill.jobs.processor;

import dev.waybill.jobs.database.Database;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The processors there are.
 *
 * <p>Thread-safe. Failures of the database come out as {@link Database} says.
 */
public final class Processors {
    private static final String FIELDS = """
            name = :name, version = :version, description = :description, index_kind = :index_kind, products = :products,
            pattern = :pattern, pattern_mode = :pattern_mode, exclude = :exclude, path_rule = :path_rule,
            job_order = :job_order, identity = :identity, on_source_update = :on_source_update,
            on_source_gone = :on_source_gone, priority = :priority, lease = make_interval(secs => :lease),
            max_attempts = :max_attempts, backoff = make_interval(secs => :backoff),
            longest_backoff = make_interval(secs => :longest_backoff), parameters = CAST(:parameters AS jsonb),
            changed_at = now()
            """;

    private final Database database;

    public Processors(Database database) {
        this.database = database;
    }

    /**
     * Returns if a processor could be made of the definition; changes nothing.
     *
     * @throws ProcessorException with all that is wrong
     */
    public void check(ProcessorDefinition definition) {
        DefinitionCheck.require(definition, database);
    }

    /**
     * Keeps a new processor, enabled.
     *
     * @throws ProcessorException with all that is wrong
     * @throws ProcessorTakenException if there is one of this name
     */
    public Processor create(ProcessorDefinition definition) {
        check(definition);
        return database.transact(handle -> {
            Optional<Integer> id = handle.createQuery("INSERT INTO bnp.processor (name, version, index_kind)"
                            + " VALUES (:name, '', 'agdc') ON CONFLICT (name) DO NOTHING RETURNING id")
                    .bind("name", definition.name())
                    .mapTo(Integer.class)
                    .findOne();
            if (id.isEmpty()) {
                throw new ProcessorTakenException(definition.name());
            }
            return write(handle, id.get(), definition);
        });
    }

    /**
     * Gives a processor another definition. Jobs that there are keep what was computed for them when they were found: order,
     * priority, path.
     *
     * @throws ProcessorException with all that is wrong
     * @throws ProcessorTakenException if another one has the name
     * @throws UnknownProcessorException if there is none of this id
     */
    public Processor update(int id, ProcessorDefinition definition) {
        check(definition);
        return database.transact(handle -> {
            boolean isTaken = handle.createQuery(
                            "SELECT EXISTS (SELECT FROM bnp.processor WHERE name = :name AND id <> :id)")
                    .bind("name", definition.name())
                    .bind("id", id)
                    .mapTo(Boolean.class)
                    .one();
            if (isTaken) {
                throw new ProcessorTakenException(definition.name());
            }
            return write(handle, id, definition);
        });
    }

    private static Processor write(Handle handle, int id, ProcessorDefinition definition) {
        return bound(
                        handle.createQuery("UPDATE bnp.processor SET " + FIELDS + " WHERE id = :id RETURNING *"),
                        definition)
                .bind("id", id)
                .map(new ProcessorMapper())
                .findOne()
                .orElseThrow(() -> new UnknownProcessorException(Integer.toString(id)));
    }

    private static <S extends SqlStatement<S>> S bound(S statement, ProcessorDefinition definition) {
        SourceSelection sources = definition.sources();
        Effort effort = definition.effort();
        return statement
                .bind("name", definition.name())
                .bind("version", definition.version())
                .bind("description", definition.description())
                .bind("index_kind", Words.of(sources.index()))
                .bindArray("products", String.class, sources.products())
                .bind("pattern", sources.pattern())
                .bind("pattern_mode", Words.of(sources.mode()))
                .bind("exclude", sources.exclude())
                .bind("path_rule", sources.pathRule())
                .bind("job_order", Words.of(definition.order()))
                .bind("identity", Words.of(sources.identity()))
                .bind("on_source_update", Words.of(definition.policies().onUpdate()))
                .bind("on_source_gone", Words.of(definition.policies().onGone()))
                .bind("priority", definition.priority())
                .bind("lease", Words.seconds(effort.lease()))
                .bind("max_attempts", effort.attempts())
                .bind("backoff", Words.seconds(effort.backoff()))
                .bind("longest_backoff", Words.seconds(effort.longestBackoff()))
                .bind("parameters", definition.parameters());
    }

    /** All, by name. */
    public List<Processor> list() {
        return database.call(handle -> handle.createQuery("SELECT * FROM bnp.processor ORDER BY name")
                .map(new ProcessorMapper())
                .list());
    }

    public Optional<Processor> find(int id) {
        return database.call(handle -> handle.createQuery("SELECT * FROM bnp.processor WHERE id = :id")
                .bind("id", id)
                .map(new ProcessorMapper())
                .findOne());
    }

    public Optional<Processor> find(String name) {
        return database.call(handle -> handle.createQuery("SELECT * FROM bnp.processor WHERE name = :name")
                .bind("name", name)
                .map(new ProcessorMapper())
                .findOne());
    }

    /**
     * The one of this name or, where the text is a number and nobody's name, of this id.
     *
     * @throws UnknownProcessorException if there is none
     */
    public Processor get(String nameOrId) {
        return find(nameOrId)
                .or(() -> nameOrId.matches("[0-9]{1,9}") ? find(Integer.parseInt(nameOrId)) : Optional.empty())
                .orElseThrow(() -> new UnknownProcessorException(nameOrId));
    }

    /** From now on it is discovered for, and its jobs are handed out. */
    public Processor enable(int id) {
        return set(id, "enabled = true");
    }

    /** Nothing is discovered for it any more, and none of its jobs is handed out; those that run go on. */
    public Processor disable(int id) {
        return set(id, "enabled = false");
    }

    /** None of its jobs is handed out until {@link #resume}; those that run go on. */
    public Processor pause(int id) {
        return set(id, "paused = true");
    }

    public Processor resume(int id) {
        return set(id, "paused = false");
    }

    private Processor set(int id, String what) {
        return database.call(handle -> handle.createQuery(
                        "UPDATE bnp.processor SET " + what + ", changed_at = now() WHERE id = :id RETURNING *")
                .bind("id", id)
                .map(new ProcessorMapper())
                .findOne()
                .orElseThrow(() -> new UnknownProcessorException(Integer.toString(id))));
    }

    /** No job of any processor is handed out until {@link #resumeAll}; those that run go on. */
    public void pauseAll() {
        set("true");
    }

    public void resumeAll() {
        set("false");
    }

    private void set(String paused) {
        database.run(handle -> handle.execute(
                "INSERT INTO bnp.setting (name, value) VALUES ('paused', CAST(? AS jsonb))"
                        + " ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = now()",
                paused));
    }

    /** Whether all are paused together. */
    public boolean areAllPaused() {
        return database.call(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT FROM bnp.setting WHERE name = 'paused' AND value = 'true')")
                .mapTo(Boolean.class)
                .one());
    }
}
