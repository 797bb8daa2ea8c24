package dev.waybill.local.clickhouse;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;
import java.util.Map;
import java.util.Set;

/** The settings of a server that mean something here, or that change nothing of what is answered here. */
final class KnownSettings {
    private static final Set<String> NAMES = Set.of(
            "allow_experimental_lightweight_delete",
            "async_insert",
            "date_time_input_format",
            "insert_deduplicate",
            "insert_deduplication_token",
            "lightweight_deletes_sync",
            "max_block_size",
            "max_execution_time",
            "max_insert_block_size",
            "max_memory_usage",
            "max_threads",
            "mutations_sync",
            "log_queries",
            "log_comment",
            "readonly",
            "wait_for_async_insert",
            "async_insert_busy_timeout_ms");

    private KnownSettings() {}

    static void check(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!NAMES.contains(name)) {
                throw new Refusal(Code.UNKNOWN_SETTING, "Unknown setting '" + name + "'");
            }
        }
    }
}
