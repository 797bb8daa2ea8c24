package dev.waybill.pid.map;

import dev.waybill.pid.event.Findings;
import dev.waybill.pid.event.Shown;
import dev.waybill.pid.stac.Asset;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What an asset says about its file, as far as it makes sense; the rest is reported.
 *
 * @param checksum with the method {@code unknown} where lenient mode lets a broken one pass
 */
record FileFacts(Optional<String> url, Optional<Multihash> checksum, OptionalLong size, List<String> replicaUrls) {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^\\s/?#]+\\S*");
    private static final Pattern NAME = Pattern.compile("[^:]*://[^?#]*/([^/?#]+)(?:[?#].*)?");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    static FileFacts of(Asset asset, Findings findings) {
        return new FileFacts(url(asset, findings), checksum(asset, findings), size(asset, findings), replicas(asset));
    }

    /** The last segment of the path, without query and fragment. */
    Optional<String> fileName() {
        return url.map(NAME::matcher).filter(Matcher::matches).map(parts -> parts.group(1));
    }

    private static Optional<String> url(Asset asset, Findings findings) {
        var href = asset.find("href");
        var url = href.map(Asset.Found::value).filter(FileFacts::isUrl).map(JsonNode::stringValue);
        if (url.isEmpty()) {
            findings.doubt(path(asset, href, "href"), "the URL of the file", shown(href), "registered without");
        } else if (!NAME.matcher(url.get()).matches()) {
            findings.doubt(
                    path(asset, href, "href"),
                    "a URL that ends in a file name",
                    shown(href),
                    "registered without a name");
        }
        return url;
    }

    private static Optional<Multihash> checksum(Asset asset, Findings findings) {
        var found = asset.find("file:checksum");
        if (found.isPresent() && found.get().value().isString()) {
            var text = found.get().value().stringValue().strip();
            try {
                return Optional.of(Multihash.parse(text));
            } catch (IllegalArgumentException e) {
                findings.doubt(
                        found.get().path(),
                        "a multihash in hex (md5, sha1, sha2-256, sha2-512, sha3-256, sha3-512 or blake2b-256)",
                        Shown.text(text) + ", but " + e.getMessage(),
                        "registered with the method unknown");
                return Optional.of(new Multihash("unknown", text));
            }
        }
        findings.doubt(path(asset, found, "file:checksum"), "a multihash in hex", shown(found), "registered without");
        return Optional.empty();
    }

    private static OptionalLong size(Asset asset, Findings findings) {
        var found = asset.find("file:size");
        var size = found.map(Asset.Found::value).map(FileFacts::bytes).orElse(OptionalLong.empty());
        if (size.isEmpty()) {
            findings.doubt(
                    path(asset, found, "file:size"),
                    "a number of bytes, 1 or more",
                    shown(found),
                    "registered without");
        }
        return size;
    }

    private static OptionalLong bytes(JsonNode node) {
        if (!node.isNumber() && !node.isString()) {
            return OptionalLong.empty();
        }
        try {
            var number = new BigDecimal(node.asString().strip());
            return number.compareTo(BigDecimal.ONE) < 0 || number.compareTo(LARGEST) > 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.longValue());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static List<String> replicas(Asset asset) {
        var urls = new TreeSet<String>();
        for (var alternate : asset.alternates().values()) {
            var href = alternate.path("href");
            if (isUrl(href)) {
                urls.add(href.stringValue());
            }
        }
        return List.copyOf(urls);
    }

    private static boolean isUrl(JsonNode node) {
        return node.isString() && URL.matcher(node.stringValue()).matches();
    }

    private static String path(Asset asset, Optional<Asset.Found> found, String name) {
        return found.map(Asset.Found::path).orElse(asset.path() + "." + name);
    }

    private static String shown(Optional<Asset.Found> found) {
        return found.map(Asset.Found::value).map(Shown::json).orElse("nothing");
    }
}
