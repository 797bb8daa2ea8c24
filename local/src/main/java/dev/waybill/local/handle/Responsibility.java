package dev.waybill.local.handle;

import java.util.List;

/** Which prefixes the service answers for. */
record Responsibility(List<String> prefixes) {
    void check(HandleName handle) {
        check(handle.governingPrefix());
    }

    void check(String prefix) {
        if (prefixes.stream().noneMatch(p -> HandleName.upperCase(p).equals(HandleName.upperCase(prefix)))) {
            throw new Refusal(
                    Code.NOT_RESPONSIBLE,
                    "this service is not responsible for prefix " + prefix + "; it serves "
                            + String.join(", ", prefixes));
        }
    }
}
