package dev.waybill.server.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A failure store that is shown.
 *
 * @param place a folder, or a failure topic
 * @param pipeline that parks there, as far as that is known
 * @param isTopic whether it is a topic
 * @param settings arguments of a command that has to know the pipeline's settings, such as {@code -c FILE}
 */
public record KnownStore(String place, String pipeline, boolean isTopic, List<String> settings) {
    public KnownStore {
        settings = List.copyOf(settings);
    }

    /** A folder of failure files. */
    public static KnownStore folder(String path, String pipeline, List<String> settings) {
        return new KnownStore(path, pipeline, false, settings);
    }

    /** A failure topic. */
    public static KnownStore topic(String name, String pipeline, List<String> settings) {
        return new KnownStore(name, pipeline, true, settings);
    }

    /** Names it in addresses; follows from the place. */
    public String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(place.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 5);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** What a command is told, so that it looks here. */
    public List<String> arguments() {
        var arguments = new ArrayList<String>();
        arguments.add(isTopic ? "--failure-topic" : "--failures");
        arguments.add(place);
        arguments.addAll(settings);
        return arguments;
    }
}
