package dev.waybill.cli.batch;

import dev.waybill.batch.upload.Keeping;
import dev.waybill.cli.access.ServerAccess;
import dev.waybill.cli.config.ServerSettings;
import dev.waybill.cli.session.Session;
import dev.waybill.server.access.Access;
import dev.waybill.server.batch.ApiSettings;
import dev.waybill.server.batch.BatchApi;
import dev.waybill.server.batch.UploadLimits;
import java.io.IOException;
import java.util.Optional;

/** The batch API beside the server, on a port of its own. */
public final class BatchDoor {
    private BatchDoor() {}

    /**
     * Starts it, where brokers and ClickHouse are named.
     *
     * @throws IOException if its port or its spool is taken
     */
    public static Optional<BatchApi> start(Session session, ServerSettings server, String host, Access access)
            throws IOException {
        if (!session.isBatchNamed()) {
            return Optional.empty();
        }
        var kafka = new BrokerOptions().kafka(session);
        var batch = session.batch();
        var intake = batch.intake();
        var settings = new ApiSettings(
                ServerAccess.door(server, host, server.batchPort()),
                intake.spool(),
                new UploadLimits(
                        intake.maxUpload().bytes(), intake.maxUnpacked().bytes()),
                new Keeping(intake.keepUploads(), intake.keepJobs().age()));
        return Optional.of(BatchApi.start(settings, access, kafka, ClickHouseOptions.client(session, batch.store())));
    }
}
