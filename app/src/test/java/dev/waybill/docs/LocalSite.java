package dev.waybill.docs;

import dev.waybill.topic.TopicCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code waybill up} in a shell, each service on a port of its own choice. */
public record LocalSite(Typed up, JsonNode endpoints) {
    private static final String READY = "ready.json";

    /** What stands behind {@code waybill up} so that several may run here. */
    public static String options(List<String> services) {
        var options = new StringBuilder(" --only " + String.join(",", services) + " --ready-file " + READY);
        services.forEach(service -> options.append(" --port ").append(service).append("=0"));
        return options.toString();
    }

    /** Waits until all services answer. */
    public static LocalSite ready(Shell shell, Typed up) throws IOException {
        var file = shell.folder().resolve(READY);
        up.await(() -> Files.exists(file));
        return new LocalSite(up, JsonMapper.shared().readTree(Files.readString(file)));
    }

    /** A topic of one partition. */
    public void create(String topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", at("kafka")))) {
            TopicCreation.create(admin, new NewTopic(topic, Optional.of(1), Optional.empty()));
        }
    }

    /** Where a service answers, as {@code up} prints it. */
    public String at(String service) {
        String endpoint = endpoints.path(service).asString("");
        if (endpoint.isEmpty()) {
            throw new AssertionError("no " + service + " in " + endpoints);
        }
        return endpoint;
    }
}
