package dev.waybill.pid.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A place in a JSON document, as RFC 6901 writes it; no tokens: the whole document. */
record Pointer(List<String> tokens) {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    Pointer {
        tokens = List.copyOf(tokens);
    }

    static Pointer of(String text, String name) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (!text.startsWith("/") || BAD_ESCAPE.matcher(text).find()) {
            throw new PatchException(
                    "." + name + ": expected a JSON pointer such as /assets/data0001, got \"" + text + "\"");
        }
        var tokens = new ArrayList<String>();
        for (var token : text.substring(1).split("/", -1)) {
            tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(tokens);
    }

    Optional<JsonNode> find(JsonNode document) {
        return descend(document, tokens.size());
    }

    JsonNode require(JsonNode document, String name) {
        return find(document).orElseThrow(() -> missing(name));
    }

    boolean isBelow(Pointer other) {
        return tokens.size() > other.tokens.size()
                && tokens.subList(0, other.tokens.size()).equals(other.tokens);
    }

    JsonNode add(JsonNode document, JsonNode value) {
        if (tokens.isEmpty()) {
            return value;
        }
        var parent = parent(document);
        if (parent instanceof ObjectNode object) {
            object.set(last(), value);
        } else if (parent instanceof ArrayNode array) {
            var at = last().equals("-") ? OptionalInt.of(array.size()) : index(last());
            if (at.isEmpty() || at.getAsInt() > array.size()) {
                throw new PatchException(
                        ".path: expected a place in an array of %d, got \"%s\"".formatted(array.size(), this));
            }
            array.insert(at.getAsInt(), value);
        } else {
            throw missing("path");
        }
        return document;
    }

    /** Puts {@code value} where something is already. */
    JsonNode replace(JsonNode document, JsonNode value) {
        if (tokens.isEmpty()) {
            return value;
        }
        if (parent(document) instanceof ArrayNode array) {
            array.set(index(last()).orElseThrow(), value);
            return document;
        }
        return add(document, value);
    }

    /** Takes away what is there. */
    JsonNode remove(JsonNode document) {
        var parent = tokens.isEmpty() ? null : parent(document);
        if (parent instanceof ObjectNode object) {
            object.remove(last());
        } else if (parent instanceof ArrayNode array) {
            array.remove(index(last()).orElseThrow());
        } else {
            throw new PatchException(".path: the whole document cannot be taken away");
        }
        return document;
    }

    private @Nullable JsonNode parent(JsonNode document) {
        return descend(document, tokens.size() - 1).orElse(null);
    }

    private Optional<JsonNode> descend(JsonNode document, int depth) {
        var here = document;
        for (var token : tokens.subList(0, depth)) {
            if (here.isArray()) {
                var at = index(token);
                here = at.isPresent() ? here.path(at.getAsInt()) : here.path(token);
            } else {
                here = here.path(token);
            }
        }
        return here.isMissingNode() ? Optional.empty() : Optional.of(here);
    }

    private PatchException missing(String name) {
        return new PatchException("." + name + ": expected a place that exists, got \"" + this + "\"");
    }

    private String last() {
        return tokens.get(tokens.size() - 1);
    }

    private static OptionalInt index(String token) {
        return INDEX.matcher(token).matches() ? OptionalInt.of(Integer.parseInt(token)) : OptionalInt.empty();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var token : tokens) {
            text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
