package dev.waybill.guarantee;

import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publication events as the federation sends them, as many and as large as a test needs. */
final class Events {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Events() {}

    static String datasetId(String variable, int number) {
        return "CMIP6.CMIP.NIMBUS.NIMBUS-ESM-1.historical.r" + number + "i1p1f1.Amon." + variable + ".gn.v20240115";
    }

    /** The publication of a dataset with so many files. */
    static ObjectNode post(String datasetId, int files) {
        ObjectNode event = JSON.objectNode();
        event.putObject("metadata").put("event_id", datasetId).put("time", "2026-09-01T10:20:30.123456");
        ObjectNode payload = event.putObject("data").put("type", "STAC").putObject("payload");
        payload.put("method", "POST").put("collection_id", "CMIP6");
        ObjectNode item = payload.putObject("item");
        item.put("type", "Feature").put("stac_version", "1.1.0").put("id", datasetId);
        item.put("collection", "CMIP6").putArray("links");
        item.putObject("properties").put("version", "20240115").put("retracted", false);
        ObjectNode assets = item.putObject("assets");
        for (int i = 0; i < files; i++) {
            assets.set("data%05d".formatted(i), asset(datasetId, i));
        }
        return event;
    }

    private static ObjectNode asset(String datasetId, int number) {
        String name = datasetId.toLowerCase(Locale.ROOT).replace('.', '_') + "_" + number + ".nc";
        ObjectNode asset = JSON.objectNode();
        asset.put("href", "https://data.nimbus.example.org/thredds/fileServer/" + name);
        asset.put("type", "application/netcdf").put("alternate:name", "data.nimbus.example.org");
        asset.putArray("roles").add("data");
        asset.put("file:size", 1_000 + number);
        asset.put("file:checksum", "1220%064x".formatted(number + 1));
        return asset;
    }

    static ObjectNode payload(ObjectNode event) {
        return (ObjectNode) event.at("/data/payload");
    }

    static ObjectNode item(ObjectNode event) {
        return (ObjectNode) event.at("/data/payload/item");
    }

    static ObjectNode firstAsset(ObjectNode event) {
        return (ObjectNode) event.at("/data/payload/item/assets/data00000");
    }
}
