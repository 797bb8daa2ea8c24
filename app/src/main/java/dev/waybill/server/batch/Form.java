package dev.waybill.server.batch;

import dev.waybill.batch.ledger.Entry.ModelEntry;
import dev.waybill.batch.ledger.Entry.Upload;
import dev.waybill.batch.ledger.JobStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Models and jobs as the API shows them. */
final class Form {
    private Form() {}

    static Map<String, Object> of(ModelEntry model) {
        var form = new LinkedHashMap<String, Object>();
        form.put("id", model.id());
        form.put("name", model.name());
        form.put("schema", model.schema());
        form.put("version", model.version());
        return form;
    }

    static Map<String, Object> of(JobStatus status, long now) {
        var job = status.job();
        var form = new LinkedHashMap<String, Object>();
        form.put("id", job.id());
        form.put("model_id", job.model().id());
        form.put("state", status.state().name());
        form.put("totals", totals(status));
        var moments = status.moments();
        form.put("timings", Map.of("waiting_ms", moments.waitingMs(now), "processing_ms", moments.processingMs(now)));
        form.put("created_at_ms", job.createdAtMs());
        status.detail().ifPresent(detail -> form.put("detail", detail));
        form.put("created_at", Instant.ofEpochMilli(job.createdAtMs()).toString());
        form.put("model_name", job.model().name());
        form.put("model_version", job.model().version());
        form.put("upload", upload(job.upload()));
        form.put("blocks", blocks(status));
        form.put("codes", new TreeMap<>(status.codes()));
        String parent = job.request().parent();
        if (parent != null) {
            form.put("parent", parent);
        }
        return form;
    }

    private static Map<String, Object> totals(JobStatus status) {
        var totals = new LinkedHashMap<String, Object>();
        totals.put("rows", status.totals().rows());
        totals.put("ok", status.totals().ok());
        totals.put("errors", status.totals().errors());
        return totals;
    }

    private static Map<String, Object> upload(Upload upload) {
        var form = new LinkedHashMap<String, Object>();
        form.put("file", upload.file());
        form.put("bytes", upload.bytes());
        form.put("sha256", upload.sha256());
        form.put("format", upload.format());
        return form;
    }

    private static Map<String, @Nullable Object> blocks(JobStatus status) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        var blocks = status.blocks();
        form.put("done", blocks.done());
        form.put("all", blocks.all().isPresent() ? blocks.all().getAsLong() : null);
        var seal = status.job().seal();
        form.put("rows", seal == null ? null : seal.rows());
        return form;
    }
}
