package dev.waybill.files.girder;

import java.net.URLConnection;
import java.util.Optional;

/** What a file is, by the end of its name. */
final class MimeType {
    private MimeType() {}

    static String of(String name) {
        // The guess takes what follows a number sign for part of an address.
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(name.replace('#', '_')))
                .orElse("application/octet-stream");
    }
}
