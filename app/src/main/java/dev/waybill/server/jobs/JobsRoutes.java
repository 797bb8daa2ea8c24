package dev.waybill.server.jobs;

import dev.waybill.jobs.claim.UnfitException;
import dev.waybill.jobs.database.Database;
import dev.waybill.jobs.processor.Processors;
import dev.waybill.jobs.processor.UnknownProcessorException;
import dev.waybill.jobs.view.Counts;
import dev.waybill.server.access.Role;
import dev.waybill.server.http.Answers;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything below {@code /jobs/v1}. It keeps nothing: everything is in the database. Thread-safe. */
public final class JobsRoutes implements Routes {
    private static final String DESCRIPTION = "/jobs/v1/openapi.json";

    private final Database database;

    /**
     * Routes of that database.
     *
     * @param database stays the caller's
     */
    public JobsRoutes(Database database) {
        this.database = database;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        new ProcessRoutes(new Processors(database), new Counts(database)).addTo(routes);
        new JobRoutes(database).addTo(routes);
        new WorkerRoutes(database).addTo(routes);
        routes.get("/jobs/v1", JobsRoutes::index, Role.VIEWER, Role.INGEST);
        routes.get(
                DESCRIPTION,
                ctx -> Answers.resource(ctx, JobsRoutes.class, "openapi.json", "application/json"),
                Role.ANYONE);
    }

    private static void index(Context ctx) {
        Answers.json(
                ctx,
                200,
                Answers.object(
                        "title",
                        "Waybill product jobs",
                        "links",
                        List.of(
                                link("service-desc", DESCRIPTION),
                                link("processes", "/jobs/v1/processes"),
                                link("job-list", "/jobs/v1/jobs"))));
    }

    private static Map<String, String> link(String rel, String href) {
        return Map.of("rel", rel, "href", href);
    }

    @Override
    public Optional<Refusal> explain(Exception thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof UnknownProcessorException) {
            return Optional.of(Missing.process(message));
        }
        return thrown instanceof UnfitException ? Optional.of(Refusal.of(422, message)) : Optional.empty();
    }
}
