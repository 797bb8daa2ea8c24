package dev.waybill.server.console;

import dev.waybill.server.access.Role;
import dev.waybill.server.http.Refusal;
import dev.waybill.server.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/** Style and scripts, from this build and from packages on the class path. Their paths change with their content. Immutable. */
final class Assets implements Routes {
    private static final String A_YEAR = "public, max-age=31536000, immutable";
    private static final Map<String, Asset> ALL = Map.of(
            "console.css", Asset.ours("console.css", "text/css; charset=utf-8"),
            "live.js", Asset.ours("live.js", "text/javascript; charset=utf-8"),
            "icon.svg", Asset.ours("icon.svg", "image/svg+xml"),
            "htmx.js", Asset.packaged("htmx", "text/javascript; charset=utf-8"));

    /** One file, as it is and as it is sent to who unpacks it. */
    private static final class Asset {
        private final String type;
        private final byte[] plain;
        private final byte[] packed;
        private final String hash;

        private Asset(String type, byte[] plain) throws IOException {
            this.type = type;
            this.plain = plain;
            this.packed = pack(plain);
            this.hash = hash(plain);
        }

        static Asset ours(String name, String type) {
            return of("/dev/waybill/server/console/" + name, type);
        }

        /** Whose place says its version: the build writes that down. */
        static Asset packaged(String name, String type) {
            var places = new Properties();
            try (InputStream in = Assets.class.getResourceAsStream("assets.properties")) {
                places.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return of("/META-INF/resources/webjars/" + places.getProperty(name), type);
        }

        private static Asset of(String resource, String type) {
            try (InputStream in = Assets.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("there is no " + resource + " in this build");
                }
                return new Asset(type, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] pack(byte[] plain) throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(packed)) {
                out.write(plain);
            }
            return packed.toByteArray();
        }

        private static String hash(byte[] plain) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
                return HexFormat.of().formatHex(digest, 0, 6);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Where a browser finds it. */
    static String path(String name) {
        var asset = ALL.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("there is no asset " + name);
        }
        return "/assets/" + asset.hash + "/" + name;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/assets/{hash}/{name}", Assets::send, Role.ANYONE);
    }

    private static void send(Context ctx) {
        var asset = ALL.get(ctx.pathParam("name"));
        if (asset == null || !asset.hash.equals(ctx.pathParam("hash"))) {
            throw Refusal.notFound("such file; reload the page");
        }
        boolean packs = String.valueOf(ctx.header("Accept-Encoding")).contains("gzip");
        ctx.contentType(asset.type).header("Cache-Control", A_YEAR).header("Vary", "Accept-Encoding");
        if (packs) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.result(packs ? asset.packed : asset.plain);
    }
}
