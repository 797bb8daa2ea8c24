package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import dev.waybill.pid.stac.Asset;
import dev.waybill.pid.stac.StacItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a dataset lies.
 *
 * @param replicas by name of the host
 */
record Hosts(Node origin, List<Node> replicas) {
    private static final List<String> PREFERRED = List.of("reference_file", "data0000", "data0001");

    /** A host, and since when it has the dataset. */
    record Node(String host, String publishedOn) {
        /** As they stand in the record, in this order. */
        Map<String, String> members() {
            var members = new LinkedHashMap<String, String>();
            members.put("host", host);
            members.put("published_on", publishedOn);
            return members;
        }
    }

    Hosts {
        replicas = List.copyOf(replicas);
    }

    static Hosts of(StacItem item, String eventTime, Findings findings) {
        var assets = preferredFirst(item.assets());
        var publishedOn = assets.stream()
                .flatMap(asset -> PublishedOn.in(asset.json(), asset.path(), findings).stream())
                .findFirst()
                .or(() -> PublishedOn.inProperties(item.properties(), findings))
                .orElse(eventTime);
        var host = assets.stream()
                .map(asset -> asset.json().path("alternate:name").asString("").strip())
                .filter(name -> !name.isEmpty())
                .findFirst();
        return new Hosts(new Node(host.orElse("unknown"), publishedOn), replicas(assets, publishedOn, findings));
    }

    private static List<Node> replicas(List<Asset> assets, String fallback, Findings findings) {
        var byHost = new TreeMap<String, Node>();
        for (var asset : assets) {
            for (var alternate : asset.alternates().entrySet()) {
                var name = alternate.getKey().strip();
                if (!name.isEmpty() && !byHost.containsKey(name)) {
                    var path = asset.path() + ".alternate[" + Shown.line(name) + "]";
                    var own = PublishedOn.in(alternate.getValue(), path, findings);
                    byHost.put(name, new Node(name, own.orElse(fallback)));
                }
            }
        }
        return List.copyOf(byHost.values());
    }

    private static List<Asset> preferredFirst(List<Asset> assets) {
        var ordered = new ArrayList<Asset>(assets.size());
        for (var key : PREFERRED) {
            assets.stream().filter(asset -> asset.key().equals(key)).forEach(ordered::add);
        }
        assets.stream().filter(asset -> !PREFERRED.contains(asset.key())).forEach(ordered::add);
        return ordered;
    }
}
