package dev.waybill.local;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to start, and where.
 *
 * @param ports the services in the order they are shown, each with its port; 0 for any free one
 * @param clickHouse what answers for ClickHouse
 * @param dataDirectory where services keep their data, one directory each; absent: nothing is kept
 */
record StackPlan(
        Map<StackService, Integer> ports,
        ClickHouseKind clickHouse,
        Optional<Path> dataDirectory,
        Optional<Path> readyFile) {
    StackPlan {
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
    }
}
