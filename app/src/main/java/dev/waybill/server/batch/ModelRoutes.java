package dev.waybill.server.batch;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Ledger;
import dev.waybill.batch.ledger.LedgerWriter;
import dev.waybill.batch.model.Schema;
import dev.waybill.batch.model.SchemaException;
import dev.waybill.server.access.Audited;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /models}. Thread-safe. */
final class ModelRoutes {
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final int ID_DIGITS = 8;
    private static final int LONGEST_NAME = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ledger ledger;
    private final LedgerWriter writer;
    private final InstantSource clock;

    ModelRoutes(Ledger ledger, LedgerWriter writer, InstantSource clock) {
        this.ledger = ledger;
        this.writer = writer;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/models", this::list, Role.VIEWER, Role.INGEST);
        routes.post("/models", this::create, Role.OPERATOR);
        routes.get("/models/{id}", ctx -> Answers.json(ctx, 200, Form.of(known(ctx))), Role.VIEWER, Role.INGEST);
        routes.put("/models/{id}", this::update, Role.OPERATOR);
        routes.delete("/models/{id}", this::delete, Role.OPERATOR);
    }

    private void list(Context ctx) {
        ledger.catchUp(CATCH_UP);
        String name = ctx.queryParam("name");
        Answers.json(
                ctx,
                200,
                ledger.models().stream()
                        .filter(model -> name == null || model.name().equals(name))
                        .map(Form::of)
                        .toList());
    }

    private void create(Context ctx) {
        JsonNode body = body(ctx);
        String name = text(body, "name");
        String schema = text(body, "schema");
        if (name == null) {
            throw Refusals.missing("body", "name");
        }
        if (schema == null) {
            throw Refusals.missing("body", "schema");
        }
        checkName(name);
        parsed(schema);
        ledger.catchUp(CATCH_UP);
        var model = new ModelEntry(newId(), name, schema, 1, clock.millis());
        writer.write(model);
        Audited.say(ctx, "models.create", Map.of("id", model.id(), "name", name), Map.of());
        Answers.json(ctx, 201, Form.of(model));
    }

    private String newId() {
        String id;
        do {
            id = UUID.randomUUID().toString().substring(0, ID_DIGITS);
        } while (ledger.model(id).isPresent());
        return id;
    }

    private void update(Context ctx) {
        var before = known(ctx);
        JsonNode body = body(ctx);
        String name = text(body, "name");
        String schema = text(body, "schema");
        if (name != null) {
            checkName(name);
        }
        if (schema != null) {
            SchemaChange.check(parsed(before.schema()), parsed(schema), isUsed(before));
        }
        boolean isChanged = schema != null && !schema.equals(before.schema());
        var after = new ModelEntry(
                before.id(),
                name == null ? before.name() : name,
                schema == null ? before.schema() : schema,
                before.version() + (isChanged ? 1 : 0),
                clock.millis());
        writer.write(after);
        Answers.json(ctx, 200, Form.of(after));
    }

    private boolean isUsed(ModelEntry model) {
        return ledger.jobs().stream().anyMatch(job -> job.job().model().id().equals(model.id()));
    }

    private void delete(Context ctx) {
        writer.removeModel(known(ctx).id());
        ctx.status(204);
    }

    private ModelEntry known(Context ctx) {
        ledger.catchUp(CATCH_UP);
        return ledger.model(ctx.pathParam("id")).orElseThrow(Refusals::noModel);
    }

    private static JsonNode body(Context ctx) {
        try {
            JsonNode body = JSON.readTree(ctx.body());
            if (body != null && body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            throw Refusals.wrong(null, "expected a JSON object: " + e.getOriginalMessage(), "body");
        }
        throw Refusals.wrong(null, "expected a JSON object", "body");
    }

    private static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw Refusals.wrong(value.toString(), "Input should be a valid string", "body", field);
        }
        return value.stringValue();
    }

    private static void checkName(String name) {
        boolean isPlain = name.chars().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.length() > LONGEST_NAME || !isPlain) {
            throw Refusals.wrong(
                    name, "expected 1 to " + LONGEST_NAME + " characters without control characters", "body", "name");
        }
    }

    private static Schema parsed(String schema) {
        try {
            return Schema.parse(schema);
        } catch (SchemaException e) {
            throw Refusal.of(400, String.join("; ", e.problems()));
        }
    }
}
