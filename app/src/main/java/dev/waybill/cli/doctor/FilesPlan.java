package dev.waybill.cli.doctor;

import dev.waybill.cli.config.ClientConfiguration;
import dev.waybill.cli.files.GirderAccess;
import dev.waybill.cli.session.Session;
import dev.waybill.failure.DeliveryException;
import dev.waybill.offset.ResumeFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a receiver or a sender of files needs, and what only the command line says of it. Filled by the parser, once. */
final class FilesPlan {
    private static final String GIRDER = "girder";

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Of files: where their chunks are.")
    private @Nullable String topic;

    @Option(
            names = "--girder",
            paramLabel = "URL",
            description = "Of files: the root of Girder's REST interface, with the key from the environment.")
    private @Nullable String girder;

    boolean isGiven() {
        return topic != null || girder != null;
    }

    void addTo(Plan plan, ClientConfiguration configuration, Session session) {
        plan.writes(Path.of("")).uses(configuration.kafka(), ResumeFormat.DEFAULT.chars());
        if (topic != null) {
            plan.reads(new WantedTopic(topic, "waybill files upload PATH --topic " + topic, Verdict.PROBLEM));
        }
        if (girder != null) {
            String url = girder;
            plan.also(new Check(GIRDER, () -> List.of(girder(url, session))));
        }
    }

    private static Finding girder(String url, Session session) {
        try {
            GirderAccess.check(url, session);
            return Finding.ok(GIRDER, url + " takes our key");
        } catch (DeliveryException e) {
            return Finding.problem(GIRDER, e.failure().reason(), "check the address and the API key; or start it");
        }
    }
}
