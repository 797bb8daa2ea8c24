package dev.waybill.cli.why;

import dev.waybill.cli.error.Redactor;
import dev.waybill.pipeline.Pipeline;
import dev.waybill.pipeline.PipelineObserver;
import dev.waybill.server.presence.PresenceFolder;
import dev.waybill.server.presence.ThisProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says where a pipeline answers, for as long as it runs. Where that cannot be written, it runs all the same. */
record PresenceObserver(PresenceFolder folder, URI uri, Optional<String> group, Subject subject, Redactor redactor)
        implements PipelineObserver {
    private static final Logger log = LoggerFactory.getLogger(PresenceObserver.class);

    @Override
    public AutoCloseable watch(Pipeline pipeline) {
        var presence =
                ThisProcess.at(uri, pipeline.name(), group, subject.workload(), subject.failures(), redactor::redact);
        try {
            return folder.announce(presence);
        } catch (IOException e) {
            log.atInfo()
                    .addKeyValue("pipeline", pipeline.name())
                    .addKeyValue("error", e.toString())
                    .log("others cannot find this process by themselves; --http PORT says where it is");
            return () -> {};
        }
    }
}
