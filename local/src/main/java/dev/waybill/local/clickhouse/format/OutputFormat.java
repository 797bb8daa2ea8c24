package dev.waybill.local.clickhouse.format;

import dev.waybill.local.clickhouse.error.Code;
import dev.waybill.local.clickhouse.error.Refusal;

/** The formats of answers, by the name that ClickHouse shows in a header. */
public record OutputFormat(String name, String contentType, RowWriter writer) {
    private static final String TSV = "text/tab-separated-values; charset=UTF-8";

    public static OutputFormat named(String name) {
        return switch (name) {
            case "TabSeparated", "TSV" -> new OutputFormat("TabSeparated", TSV, new TsvWriter(false, false));
            case "TabSeparatedWithNames", "TSVWithNames" ->
                new OutputFormat("TabSeparatedWithNames", TSV, new TsvWriter(true, false));
            case "TabSeparatedWithNamesAndTypes", "TSVWithNamesAndTypes" ->
                new OutputFormat("TabSeparatedWithNamesAndTypes", TSV, new TsvWriter(true, true));
            case "CSV" -> new OutputFormat("CSV", "text/csv; charset=UTF-8; header=absent", new CsvWriter(false));
            case "CSVWithNames" ->
                new OutputFormat("CSVWithNames", "text/csv; charset=UTF-8; header=present", new CsvWriter(true));
            case "JSON" -> new OutputFormat("JSON", "application/json; charset=UTF-8", new JsonWriter(false));
            case "JSONCompact" ->
                new OutputFormat("JSONCompact", "application/json; charset=UTF-8", new JsonWriter(true));
            case "JSONEachRow" ->
                new OutputFormat("JSONEachRow", "application/x-ndjson; charset=UTF-8", new JsonLinesWriter(false));
            case "JSONCompactEachRow" ->
                new OutputFormat(
                        "JSONCompactEachRow", "application/x-ndjson; charset=UTF-8", new JsonLinesWriter(true));
            default -> throw new Refusal(Code.UNKNOWN_FORMAT, "Unknown format " + name);
        };
    }
}
