package dev.waybill.cli.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What to type next to the local stack. Names an address only where it is not the usual one. */
final class Suggestions {
    private static final String KAFKA = "localhost:9092";
    private static final String HANDLE = "http://localhost:8010";
    private static final String BATCH = "http://localhost:8000";

    private Suggestions() {}

    /** @param endpoints by service, as {@code up} prints them */
    static List<String> of(Map<String, String> endpoints) {
        var lines = new ArrayList<String>();
        String kafka = set("kafka.bootstrap.servers", endpoints.getOrDefault("kafka", KAFKA), KAFKA);
        if (endpoints.containsKey("kafka")) {
            lines.add("waybill demo traffic" + kafka + "   events to look at, until Ctrl-C");
        }
        if (endpoints.containsKey("kafka") && endpoints.containsKey("handle")) {
            lines.add("waybill pid consume" + kafka
                    + set("handle.server_url", endpoints.getOrDefault("handle", HANDLE), HANDLE)
                    + "   registers them, until Ctrl-C");
        }
        if (endpoints.containsKey(BatchBeside.NAME)) {
            String api = endpoints.getOrDefault(BatchBeside.NAME, BATCH);
            lines.add("waybill batch model create purchases examples/data/batch/model.json"
                    + (isUsual(api, BATCH) ? "" : " --api-url " + api));
        }
        if (endpoints.containsKey(JobsBeside.NAME)) {
            lines.add("waybill jobs processor create maps --product nmd_land_cover");
        }
        lines.add("waybill doctor");
        return lines;
    }

    private static String set(String key, String address, String usual) {
        return isUsual(address, usual) ? "" : " --set " + key + '=' + address;
    }

    private static boolean isUsual(String address, String usual) {
        return address.replace("127.0.0.1", "localhost").equals(usual);
    }
}
