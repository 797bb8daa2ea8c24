package dev.waybill.cli.debug;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One file of a bundle.
 *
 * @param name its path in there
 * @param holds what it holds, for a person
 * @param text without secrets
 */
record Part(String name, String holds, String text) {
    byte[] bytes() {
        return text.getBytes(UTF_8);
    }
}
