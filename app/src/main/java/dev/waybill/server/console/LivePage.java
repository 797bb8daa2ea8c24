package dev.waybill.server.console;

import dev.waybill.server.pipelines.PipelineWatch;
import java.util.Map;

/** A page that changes by itself. Thread-safe. */
interface LivePage {
    /** Its parts as HTML, by the names they have in the page. */
    Map<String, String> panels(PipelineWatch.Seen seen);
}
