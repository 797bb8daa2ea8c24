package dev.waybill.pid.register;

import dev.waybill.failure.DeliveryException;
import dev.waybill.pid.handle.HandleRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that a dataset's record names in {@code HAS_PARTS}: JSON text inside a text. */
final class Parts {
    private static final String HAS_PARTS = "HAS_PARTS";
    private static final String SCHEME = "hdl:";
    private static final JsonMapper MAPPER = new JsonMapper();

    private Parts() {}

    /** Only handles below {@code prefix}: what a record names elsewhere is not ours to touch. */
    static List<String> of(HandleRecord dataset, String prefix) {
        String text = dataset.value(HAS_PARTS).map(v -> v.data().asString()).orElse("[]");
        var parts = new ArrayList<String>();
        for (JsonNode part : list(dataset, text)) {
            String handle = part.asString("").startsWith(SCHEME)
                    ? part.asString().substring(SCHEME.length())
                    : part.asString("");
            if (isBelow(handle, prefix)) {
                parts.add(handle);
            }
        }
        return parts.stream().distinct().toList();
    }

    private static boolean isBelow(String handle, String prefix) {
        return handle.toUpperCase(Locale.ROOT).startsWith(prefix.toUpperCase(Locale.ROOT) + "/")
                && handle.length() > prefix.length() + 1;
    }

    private static JsonNode list(HandleRecord dataset, String text) {
        try {
            JsonNode list = MAPPER.readTree(text);
            if (list.isArray()) {
                return list;
            }
        } catch (JacksonException e) {
            // falls through: not a list either
        }
        throw DeliveryException.poison(dataset.handle() + ": " + HAS_PARTS
                + " should be a JSON list of handles, so the files of this dataset cannot be told;"
                + " nothing was changed. Register the dataset again, then withdraw it");
    }
}
