package dev.waybill.pid.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** Reads records back and compares them with what was meant to be written. Thread-safe, holds no state. */
public final class HandleVerifier {
    private final HandleClient client;

    public HandleVerifier(HandleClient client) {
        this.client = client;
    }

    /** What is missing, different or too much; empty where the service has just what was expected. */
    public CompletionStage<List<HandleDifference>> verify(HandleRecord expected) {
        return client.get(expected.handle()).thenApply(actual -> differences(expected, actual));
    }

    /** The same for many records, each read once, in their order. */
    public CompletionStage<List<HandleDifference>> verify(List<HandleRecord> expected) {
        var all = new ArrayList<HandleDifference>();
        var checks = expected.stream().map(this::verify).toList();
        CompletionStage<List<HandleDifference>> result = CompletableFuture.completedFuture(all);
        for (var check : checks) {
            result = result.thenCombine(check, (found, more) -> {
                found.addAll(more);
                return found;
            });
        }
        return result.thenApply(List::copyOf);
    }

    static List<HandleDifference> differences(HandleRecord expected, Optional<HandleRecord> found) {
        if (found.isEmpty()) {
            return List.of(
                    new HandleDifference(expected.handle(), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        Map<String, String> wanted = texts(expected);
        Map<String, String> actual = texts(found.get());
        var differences = new ArrayList<HandleDifference>();
        wanted.forEach((field, text) -> {
            if (!text.equals(actual.get(field))) {
                differences.add(difference(expected.handle(), field, wanted, actual));
            }
        });
        actual.keySet().stream()
                .filter(field -> !wanted.containsKey(field))
                .forEach(field -> differences.add(difference(expected.handle(), field, wanted, actual)));
        return List.copyOf(differences);
    }

    private static HandleDifference difference(
            String handle, String field, Map<String, String> wanted, Map<String, String> actual) {
        return new HandleDifference(
                handle,
                Optional.of(field),
                Optional.ofNullable(wanted.get(field)),
                Optional.ofNullable(actual.get(field)));
    }

    /** Values by index and type; who administers the handle is not compared. */
    private static Map<String, String> texts(HandleRecord record) {
        var texts = new TreeMap<String, String>();
        for (HandleValue value : record.values()) {
            if (!value.type().equals(WireForm.HS_ADMIN)) {
                texts.put(value.index() + " " + value.type(), text(value.data()));
            }
        }
        return texts;
    }

    /** A service reads every plain value back as text. */
    private static String text(JsonNode data) {
        JsonNode value = data.path("format").asString("").equals("string") ? data.path("value") : data;
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
