package dev.waybill.files.deliver;

import dev.waybill.files.assembly.AssembledFile;
import dev.waybill.files.assembly.FileSink;
import dev.waybill.files.girder.FolderPath;
import dev.waybill.files.girder.GirderClient;
import dev.waybill.files.girder.GirderDelivery;
import dev.waybill.files.girder.GirderFile;
import dev.waybill.files.girder.OnChange;
import dev.waybill.files.girder.Outcome;
import dev.waybill.files.girder.UploadMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads files to their folders below a root. Thread-safe.
 */
public final class GirderSink implements FileSink {
    private static final Logger log = LoggerFactory.getLogger(GirderSink.class);

    private final GirderClient client;
    private final FolderPath root;
    private final UploadMetadata metadata;
    private final OnChange onChange;
    private final AtomicLong arrived = new AtomicLong();

    /**
     * A sink for the files of one topic.
     *
     * @param metadata for items, and for folders that are made
     */
    public GirderSink(GirderClient client, FolderPath root, UploadMetadata metadata, OnChange onChange) {
        this.client = client;
        this.root = root;
        this.metadata = metadata;
        this.onChange = onChange;
    }

    /** How many files have arrived. */
    public long arrived() {
        return arrived.get();
    }

    @Override
    public Delivery delivery(AssembledFile file) {
        GirderDelivery delivery =
                client.delivery(new GirderFile(folder(file), file.name(), file.content(), metadata, onChange));
        return () -> {
            Outcome outcome = delivery.deliver();
            arrived.incrementAndGet();
            var event = outcome == Outcome.KEPT ? log.atWarn() : log.atInfo();
            event.addKeyValue("file", file.identity().path())
                    .addKeyValue("outcome", outcome)
                    .log(
                            outcome == Outcome.KEPT
                                    ? "Girder has another content under this name, which stays"
                                    : "file is in Girder");
        };
    }

    private FolderPath folder(AssembledFile file) {
        var names = new ArrayList<>(root.names());
        String folder = file.identity().path().folder();
        if (!folder.isEmpty()) {
            names.addAll(List.of(folder.split("/")));
        }
        return new FolderPath(root.root(), names);
    }
}
